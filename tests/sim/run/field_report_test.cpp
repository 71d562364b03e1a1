#include "sim/run/field_report.h"

#include <gtest/gtest.h>

#include "sim/schedule/patch_based.h"
#include "tests/support/bottleneck.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

TEST(FieldReport, FieldsAndStridesOfAChain) {
  const Graph graph = test::bottlenecks();
  const auto fields = receptiveFields(graph);
  const auto rows = [&](const char* name) {
    return fields[operatorNamed(graph, name).index()].value().rows;
  };
  EXPECT_EQ(rows("stem"), (AxisField{3, 2}));
  EXPECT_EQ(rows("b1.expand"), (AxisField{3, 2}));
  EXPECT_EQ(rows("b1.dw"), (AxisField{7, 4}));
  EXPECT_EQ(rows("b2.dw"), (AxisField{15, 4}));
  EXPECT_EQ(rows("b2.add"), (AxisField{15, 4}));
  EXPECT_FALSE(fields[operatorNamed(graph, "pool").index()].has_value());
  EXPECT_FALSE(fields[operatorNamed(graph, "fc").index()].has_value());
}

/// On 12x12 maps of stride 2: what moves positions.
TEST(FieldReport, FieldsOfWhatMovesPositions) {
  const auto after = [](const Attributes& attributes, std::int64_t channels, std::int64_t extent) {
    test::NetworkBuilder net;
    const Window half = test::window(2, 3, 2, 1);
    const TensorId x =
        net.op("half", Convolution{half, 1},
               {net.input("x", {1, 4, 24, 24}), net.constant("w", {4, 4, 3, 3})}, {1, 4, 12, 12});
    net.output(net.op("y", attributes, {x}, {1, channels, extent, extent}));
    return receptiveFields(net.graph()).back().value().rows;
  };
  Rearrange blocks;
  blocks.moves = Moves::depthToSpace;
  EXPECT_EQ(after(blocks, 1, 24), (AxisField{3, 1}));
  blocks.moves = Moves::spaceToDepth;
  EXPECT_EQ(after(blocks, 16, 6), (AxisField{5, 4}));
  blocks.moves = Moves::channelShuffle;
  EXPECT_EQ(after(blocks, 4, 12), (AxisField{3, 2}));
  EXPECT_EQ(after(Slice{{0, 0, 2, 2}, {1, 1, 3, 3}}, 4, 3), (AxisField{3, 6}));
  const Resize doubled{ResizeKind::linear, {1, 1, 2, 2}, "half_pixel", ""};
  EXPECT_EQ(after(doubled, 4, 24), (AxisField{5, 1}));
  EXPECT_EQ(after(TransposedConvolution{test::window(2, 2, 2), 1}, 4, 24), (AxisField{3, 1}));
  EXPECT_EQ(after(TransposedConvolution{test::window(2, 4, 2, 1), 1}, 4, 24), (AxisField{5, 1}));
}

/// Shrinking every kernel of a stage in turn: the one before the widest tensors costs least to
/// keep.
TEST(FieldReport, KernelSharesAreWhatTheHaloOfEachKernelCosts) {
  const Graph graph = test::bottlenecks(7);
  Block block;
  block.grid = {2, 2};
  block.operators = stageOperators(graph, operatorNamed(graph, "b2.add"));
  const std::vector<KernelShare> shares = kernelShares(graph, block);
  ASSERT_EQ(shares.size(), 3U);
  EXPECT_EQ(graph[shares[0].op].name, "stem");
  EXPECT_EQ(shares[0].extraWithout, shares[0].extra) << "nothing of the stage lies before the stem";
  EXPECT_EQ(graph[shares[2].op].name, "b2.dw");
  EXPECT_LT(shares[2].extraWithout, shares[1].extraWithout) << "the 7x7 kernel is to blame";
  EXPECT_EQ(shares[2].haloRows, 3 * 4) << "three output rows, four pixels each, at a border patch";
}

}  // namespace
}  // namespace tessera
