#include "sim/verify/tile_table.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/int8_network.h"

namespace tessera::verify {
namespace {

/// Two 3x3 convolutions on 8x8 in 2x2 patches, and a head.
Graph twoConvolutions() {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 1, 8, 8});
  const TensorId a = net.conv("a", x, 2, 3, 1, 1);
  const TensorId b = net.conv("b", a, 2, 3, 1, 1);
  return Graph(net.finish({net.add("head", GlobalPool{}, {b}, {1, 2, 1, 1})}));
}

TEST(TileTable, TellsWhatAStepComputesAndWhatItsBufferHolds) {
  const Graph graph = twoConvolutions();
  for (const bool full : {false, true}) {
    Block patches;
    patches.grid = {2, 2};
    patches.tiles = full ? TilePolicy::full : TilePolicy::clipped;
    patches.input = StageInput::streamed;
    const Schedule schedule = patchBased(graph, operatorNamed(graph, "b"), patches);
    const std::vector<BlockTiles> tiles = scheduleTiles(graph, schedule);
    const Trace trace = simulate(graph, schedule, runtimeNamed("liveness"));
    const TileTable table(graph, schedule, tiles);
    const TensorId x = graph.inputs().front();
    const TensorId a = graph[OperatorId(0)].outputs.front();
    const TensorId b = graph[OperatorId(1)].outputs.front();
    // patch 0,1: rows 0..4, columns 4..8 of b
    EXPECT_EQ(table.computed(trace.steps[2]), (Region{{0, 5}, {3, 8}}));
    EXPECT_EQ(table.computed(trace.steps[3]), (Region{{0, 4}, {4, 8}}));
    const Region room = full ? Region{{-1, 5}, {3, 9}} : Region{{0, 5}, {3, 8}};
    EXPECT_EQ(table.room(a, {0, 1}), room);
    const Region image = full ? Region{{-2, 6}, {2, 10}} : Region{{0, 6}, {2, 8}};
    EXPECT_EQ(table.room(x, {0, 1}), image);
    EXPECT_EQ(table.room(b, {0, 1}), std::nullopt);  // whole: the stage's output
    EXPECT_EQ(table.computed(trace.steps.back()), (Region{{0, 1}, {0, 1}}));
  }
}

}  // namespace
}  // namespace tessera::verify
