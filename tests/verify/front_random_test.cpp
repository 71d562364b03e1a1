#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "core/architecture/architecture_json_read.h"
#include "core/error.h"
#include "sim/nas/network_costs.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/search_spaces.h"
#include "sim/target/runtime.h"
#include "tests/support/dice.h"

namespace tessera {
namespace {

/// Random schedules of each network; TESSERA_SCHEDULES asks for more.
int rounds() {
  const char* asked = std::getenv("TESSERA_SCHEDULES");
  return asked == nullptr ? 1500 : std::atoi(asked);
}

Graph sample(const std::string& name) {
  const std::string file =
      std::string(TESSERA_SOURCE_DIR) + "/sample_models/architectures/" + name + ".json";
  return nas::graphOf(arch::readArchitecture(file), Deployment::int8);
}

OverlapModes randomModes(test::Dice& dice) {
  return {dice.once(2) ? Overlap::cache : Overlap::recompute,
          dice.once(2) ? Overlap::cache : Overlap::recompute};
}

/// Some consecutive operators in tiles that the search tries; nothing where they form no stage.
std::optional<Block> randomBlock(const Graph& graph, std::size_t begin, test::Dice& dice) {
  const std::size_t most = std::min<std::size_t>(12, graph.operators().size() - begin);
  const auto length = static_cast<std::size_t>(2 + dice.below(11));
  if (length > most) return std::nullopt;
  Block block;
  for (std::size_t i = 0; i < length; ++i) block.operators.emplace_back(begin + i);
  if (!whyNoStage(graph, block.operators).empty()) return std::nullopt;
  const Region map = wholeRegion(graph, graph[block.operators.back()].outputs.front());
  const std::int64_t columns = std::int64_t{1} << dice.below(8);
  block.tile = {std::min(1 + dice.below(8), map.rows.length()),
                columns >= map.columns.length() ? map.columns.length() : columns};
  block.input = StageInput::streamed;
  block.overlap = randomModes(dice);
  for (std::size_t i = 0; i + 1 < length; ++i) {
    const TensorId output = graph[block.operators[i]].outputs.front();
    if (dice.once(3)) block.overlaps.emplace(output, randomModes(dice));
  }
  return block;
}

Schedule randomSchedule(const Graph& graph, test::Dice& dice) {
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < graph.operators().size();) {
    auto block = dice.once(3) ? std::nullopt : randomBlock(graph, at, dice);
    at += block ? block->operators.size() : 1;
    if (block) blocks.push_back(std::move(*block));
  }
  return completed(graph, std::move(blocks), "random");
}

SearchResult frontOf(const Program& program) {
  PatchSearchOptions options;
  options.patches.input = StageInput::streamed;
  options.overlap = false;
  return searchSpace(program, searchSpaceNamed("all"), options);
}

bool covers(const SearchResult& front, const Totals& totals) {
  const Macs extra = totals.executed - totals.macs;
  if (front.layerWise.peak <= totals.peak) return true;
  return std::any_of(front.candidates.begin(), front.candidates.end(), [&](const Candidate& own) {
    return own.totals.peak <= totals.peak && own.extra <= extra;
  });
}

class RandomSchedules : public testing::TestWithParam<const char*> {};

TEST_P(RandomSchedules, NoneBeatsTheFront) {
  const Graph graph = sample(GetParam());
  const Program program(graph, runtimeNamed("liveness").rules);
  const SearchResult front = frontOf(program);
  test::Dice dice(7);
  int run = 0;
  for (int i = 0; i < rounds(); ++i) {
    const Schedule schedule = randomSchedule(graph, dice);
    try {
      const Totals totals = simulateTotals(program, schedule);
      ++run;
      EXPECT_TRUE(covers(front, totals))
          << totals.peak.count() << " B, " << (totals.executed - totals.macs).count();
    } catch (const Error&) {
      continue;  // a tile that its tensors do not allow
    }
  }
  EXPECT_GT(run, rounds() / 2);
}

TEST_P(RandomSchedules, MoreMemoryNeverMeansMoreWork) {
  const Graph graph = sample(GetParam());
  const Program program(graph, runtimeNamed("liveness").rules);
  SearchResult front = frontOf(program);
  std::optional<Macs> before;
  for (std::int64_t budget = front.candidates.front().totals.peak.count();
       budget <= front.layerWise.peak.count(); budget += 1024) {
    SearchBudget limits;
    limits.sram = Bytes(budget);
    recommend(graph, {}, limits, front);
    const Macs extra = front.recommended ? front.candidates[*front.recommended].extra : Macs(0);
    EXPECT_TRUE(!before || extra <= *before) << budget;
    before = extra;
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, RandomSchedules,
                         testing::Values("mcunet-in0", "mcunet-vww0", "mbv2-w0.35-r144", "ds-cnn"),
                         [](const auto& parameter) {
                           std::string name = parameter.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace tessera
