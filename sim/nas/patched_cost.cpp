#include "sim/nas/patched_cost.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/search/search_spaces.h"

namespace tessera::nas {
namespace {

/// The stages of whole layers of one network.
class Patched {
 public:
  Patched(const NetworkCosts& costs, const arch::Architecture& architecture, const Block& patches)
      : graph_(graphOf(architecture, costs.rules().deployment)),
        program_(graph_, costs.rules().counting),
        patches_(patches) {
    if (costs.rules().setCosts) costs.rules().setCosts(program_);
    for (const arch::Layer& layer : architecture.layers) {
      ends_.push_back(operatorNamed(graph_, arch::lastOperator(layer)));
    }
  }

  const Program& program() const { return program_; }

  /// How many first layers may form a stage: up to the first that looks at whole maps.
  std::size_t longest(const arch::Architecture& architecture) const {
    std::size_t count = 0;
    while (count < ends_.size() && !looksAtWholeMaps(architecture.layers[count])) ++count;
    return count;
  }

  /// With a stage of the first `layers` in that grid; nothing where the grid is finer than its
  /// result.
  std::optional<std::pair<Totals, std::string>> run(std::size_t layers, std::int64_t grid) const {
    const OperatorId split = ends_[layers - 1];
    const Region map = wholeRegion(graph_, graph_[split].outputs.front());
    if (map.rows.length() < grid || map.columns.length() < grid) return std::nullopt;
    Block block = patches_;
    block.grid = {grid, grid};
    const Schedule schedule = patchBased(graph_, split, block);
    return std::pair(simulateTotals(program_, schedule),
                     fmt::format("patch:{}x{}@{}", grid, grid, graph_[split].name));
  }

 private:
  static bool looksAtWholeMaps(const arch::Layer& layer) {
    if (const auto* block = std::get_if<arch::BottleneckLayer>(&layer)) {
      return block->squeeze.has_value();
    }
    return !std::holds_alternative<arch::ConvLayer>(layer) &&
           !std::holds_alternative<arch::SeparableLayer>(layer);
  }

  Graph graph_;
  Program program_;
  Block patches_;
  std::vector<OperatorId> ends_;  // by layer
};

/// The first layer count from which the layers behind a stage fit, whole.
std::size_t shortestStage(const std::vector<Bytes>& peaks, Bytes sram) {
  std::size_t layers = peaks.size();
  while (layers > 0 && peaks[layers - 1] <= sram) --layers;
  return layers;
}

void take(const Totals& totals, std::string schedule, ScheduledCost& best) {
  if (best.fits && best.cost.macs <= totals.executed) return;
  best.fits = true;
  best.cost.peak = totals.peak;
  best.cost.macs = totals.executed;
  best.cost.cycles = totals.cycles;
  best.schedule = std::move(schedule);
}

void tryPatches(const Patched& patched, std::size_t from, std::size_t most,
                std::int64_t largestGrid, Bytes sram, ScheduledCost& best) {
  for (std::int64_t grid = 2; grid <= largestGrid; ++grid) {
    for (std::size_t layers = std::max<std::size_t>(from, 1); layers <= most; ++layers) {
      auto run = patched.run(layers, grid);
      if (!run) break;
      if (run->first.peak > sram) continue;
      take(run->first, std::move(run->second), best);
      break;
    }
  }
}

void tryAll(const Patched& patched, Bytes sram, const Block& patches, ScheduledCost& best) {
  const SearchSpace& all = searchSpaceNamed("all");
  PatchSearchOptions options;
  options.patches = patches;
  const SearchResult found = searchSpace(patched.program(), all, options);
  for (const Candidate& candidate : found.candidates) {
    if (candidate.totals.peak > sram) break;
    take(candidate.totals, fmt::format("all:{}", candidate.totals.peak.count()), best);
  }
}

}  // namespace

std::string_view name(Schedules schedules) {
  switch (schedules) {
    case Schedules::layer:
      return "layer";
    case Schedules::mcunetv2:
      return "mcunetv2";
    case Schedules::all:
      break;
  }
  return "all";
}

ScheduledCost scheduledCost(NetworkCosts& costs, const arch::Architecture& architecture,
                            Schedules schedules, std::optional<Bytes> sram, const Block& patches,
                            std::int64_t largestGrid) {
  std::vector<Bytes> peaks;
  const NetworkCost once = costs.of(architecture, &peaks);
  ScheduledCost best{once, once};
  best.fits = !sram || best.cost.peak <= *sram;
  if (best.fits || schedules == Schedules::layer) return best;
  const std::size_t from = shortestStage(peaks, *sram);
  const Patched patched(costs, architecture, patches);
  const std::size_t most = patched.longest(architecture);
  if (from <= most) tryPatches(patched, from, most, largestGrid, *sram, best);
  if (schedules == Schedules::all) tryAll(patched, *sram, patches, best);
  return best;
}

}  // namespace tessera::nas
