#include "sim/search/front/working_set.h"

#include <gtest/gtest.h>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/target/runtime.h"
#include "tests/support/accumulating_stage.h"
#include "tests/support/brute_force_front.h"
#include "tests/support/random_chain.h"

namespace tessera {
namespace {

TEST(WorkingSet, NoScheduleOfTheSpaceTakesLess) {
  for (std::uint64_t seed = 500; seed < 560; ++seed) {
    const Graph graph = test::randomChain(seed, 3);
    const Program program(graph, Runtime{}.rules);
    const auto front = test::bruteForceFront(program, StageInput::streamed);
    ASSERT_FALSE(front.empty());
    EXPECT_LE(leastWorkingSet(SearchGraph(program)).count(), front.front().peak) << seed;
  }
}

TEST(WorkingSet, NoneThatSumsUpItsInputTakesLess) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const test::RandomStage stage = test::accumulatingStage(seed);
    const Program program(stage.graph, Runtime{}.rules);
    Block block;
    block.operators = stage.operators;
    block.result = BlockResult::accumulate;
    block.overlap = {Overlap::cache, Overlap::cache};
    const Region map = wholeRegion(stage.graph, tiledTensor(stage.graph, block));
    if (map.area() < 2) continue;
    setTile(stage.graph, block, {1, 1});
    const Totals totals = simulateTotals(program, completed(stage.graph, {block}, "sums"));
    EXPECT_LE(leastWorkingSet(SearchGraph(program)), totals.peak) << "seed " << seed;
  }
}

}  // namespace
}  // namespace tessera
