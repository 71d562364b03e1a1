#include "sim/run/stage_plan.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"
#include "tests/support/property.h"
#include "tests/support/random_tiling.h"

namespace tessera {
namespace {

/// expand (4 -> 24), a 3x3 depthwise convolution and project (24 -> 4) on 8x8 maps.
Graph expandedNetwork() {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 4, 8, 8});
  const TensorId wide = net.conv("expand", x, 24, 1, 1, 0);
  const TensorId middle = net.conv("dw", wide, 24, 3, 1, 1, 24);
  return Graph(net.finish({net.conv("project", middle, 4, 1, 1, 0)}));
}

Schedule chunked(const Graph& graph, std::int64_t channels, OverlapModes overlap = {}) {
  Block block;
  block.operators = {OperatorId(0), OperatorId(1), OperatorId(2)};
  block.channels = channels;
  block.overlap = overlap;
  if (overlap != OverlapModes{}) setTile(graph, block, {2, 8});
  return completed(graph, {block}, "chunks");
}

TEST(StagePlan, ChunksTakeTheirPartOfTheExpandedTensorsAndSumsOfFourBytes) {
  const Graph graph = expandedNetwork();
  const Trace trace = simulate(graph, chunked(graph, 8), runtimeNamed("liveness"));
  ASSERT_EQ(trace.steps.size(), 9U);
  const std::int64_t map = 8 * 8;
  const std::int64_t inAndOut = map * 4 + map * 4;
  EXPECT_EQ(trace.steps[0].live, Bytes(inAndOut + map * 8));            // expand, first chunk
  EXPECT_EQ(trace.steps[1].live, Bytes(inAndOut + 2 * map * 8));        // depthwise
  EXPECT_EQ(trace.steps[2].live, Bytes(inAndOut + map * (8 + 4 * 4)));  // project
  EXPECT_EQ(trace.steps[4].live, Bytes(inAndOut + map * (16 + 4 * 4)));
  const Trace whole = simulate(graph, layerWise(graph), runtimeNamed("liveness"));
  EXPECT_EQ(trace.totals.executed, whole.totals.executed);
  EXPECT_EQ(trace.totals.calls, 9U);
  EXPECT_EQ(trace.steps[0].recomputed + trace.steps[3].recomputed, Macs(0));
}

TEST(StagePlan, NothingIsHeldOfChunks) {
  const Graph graph = expandedNetwork();
  test::expectError(ErrorCode::unsupported, {"'expand' goes through in chunks", "recompute"}, [&] {
    simulate(graph, chunked(graph, 8, {Overlap::cache, Overlap::recompute}),
             runtimeNamed("liveness"));
  });
}

TEST(StagePlan, ChunksExecuteTheSameMacsInMoreCalls) {
  test::checkProperty(1000, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const test::RandomStage stage = test::randomStage(seed);
    Block block = test::randomTiling(stage, seed);
    if (block.channels == 0) return;
    const auto run = [&] {
      return simulate(stage.graph, completed(stage.graph, {block}, ""), runtimeNamed("liveness"));
    };
    const Totals chunks = run().totals;
    const std::int64_t calls = countTileCalls(stage.graph, block);
    block.channels = 0;
    block.order = TileOrder::layers;
    if (block.whole()) return;
    const Totals whole = run().totals;
    RC_ASSERT(chunks.executed == whole.executed);
    RC_ASSERT(chunks.executedFull == whole.executedFull);
    RC_ASSERT(chunks.calls >= whole.calls);
    RC_ASSERT(std::cmp_greater(calls, block.operators.size()));
  });
}

}  // namespace
}  // namespace tessera
