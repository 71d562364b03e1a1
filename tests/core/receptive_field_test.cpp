#include "core/receptive_field.h"

#include <gtest/gtest.h>

#include "tests/support/int8_network.h"

namespace tessera {
namespace {

AxisMap windowMap(std::int64_t kernel, std::int64_t stride, std::int64_t pad, std::int64_t extent,
                  std::int64_t dilation = 1) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 1, extent, extent});
  const WindowAxis axis{kernel, stride, dilation, pad, pad};
  const TensorId w = builder.input("w", {1, 1, 1, 1});
  builder[w].role = TensorRole::weight;
  const std::int64_t out = (extent + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1;
  const TensorId y = builder.add("y", Convolution{{axis, axis}, 1}, {x, w}, {1, 1, out, out});
  Network network = builder.finish({y});
  network.inputs.pop_back();  // w is a constant
  return regionMap(Graph(network), OperatorId(0), 0).rows;
}

TEST(AxisMap, WindowFollowsTheFormula) {
  const AxisMap map = windowMap(3, 2, 1, 112);
  EXPECT_EQ(map.clipped({0, 1}), (Interval{0, 2}));
  EXPECT_EQ(map.full({0, 1}), (Interval{-1, 2}));
  EXPECT_EQ(map.clipped({7, 14}), (Interval{13, 28}));
  EXPECT_EQ(map.clipped({49, 56}), (Interval{97, 112}));
  EXPECT_TRUE(map.clipped({3, 3}).empty());
}

TEST(AxisMap, DilatedWindowEndsAtItsOutermostTapInside) {
  const AxisMap map = windowMap(3, 1, 2, 5, 2);
  EXPECT_EQ(map.clipped({0, 1}), (Interval{0, 3}));
  EXPECT_EQ(map.full({0, 1}), (Interval{-2, 3}));
}

std::string whyOf(const Attributes& attributes, const Shape& in, const Shape& out) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", in);
  return whyNotLocal(Graph(builder.finish({builder.add("op", attributes, {x}, out)})),
                     OperatorId(0));
}

Rearrange moving(Moves moves) {
  Rearrange rearrange;
  rearrange.moves = moves;
  return rearrange;
}

TEST(WhyNotLocal, LocalOperatorsHaveNoReason) {
  const Shape map{1, 4, 8, 8};
  EXPECT_EQ(whyOf(Activation{"relu", {}}, map, map), "");
  EXPECT_EQ(whyOf(Pool{PoolKind::max, test::window(2, 2, 2), false}, map, {1, 4, 4, 4}), "");
  EXPECT_EQ(whyOf(Pad{{0, 0, 1, 1}, {0, 0, 1, 1}, "constant", 0}, map, {1, 4, 10, 10}), "");
  EXPECT_EQ(
      whyOf(Resize{ResizeKind::nearest, {1, 1, 2, 2}, "asymmetric", "floor"}, map, {1, 4, 16, 16}),
      "");
  EXPECT_EQ(whyOf(Activation{"relu", {}}, {1, 4, 8}, {1, 4, 8}), "");
}

TEST(WhyNotLocal, SaysWhatTheOthersDo) {
  const Shape map{1, 4, 8, 8};
  EXPECT_NE(whyOf(GlobalPool{}, map, {1, 4, 1, 1}), "");
  EXPECT_NE(whyOf(FullyConnected{4, true}, {1, 4}, {1, 4}), "");
  EXPECT_NE(whyOf(Softmax{3, false}, map, map), "");
  EXPECT_NE(whyOf(Opaque{}, map, map), "");
  EXPECT_NE(whyOf(Pad{{0, 0, 1, 1}, {0, 0, 1, 1}, "reflect", 0}, map, {1, 4, 10, 10}), "");
  EXPECT_NE(whyOf(Concat{2}, map, map), "");
  for (const char* coordinates : {"tf_crop_and_resize", "half_pixel_symmetric", "unheard_of"}) {
    EXPECT_NE(
        whyOf(Resize{ResizeKind::nearest, {1, 1, 2, 2}, coordinates, "floor"}, map, {1, 4, 16, 16}),
        "")
        << coordinates;
  }
  EXPECT_NE(whyOf(Resize{ResizeKind::cubic, {1, 1, 2, 2}, "half_pixel", ""}, map, {1, 4, 16, 16}),
            "");
  EXPECT_NE(whyOf(Slice{{0, 0, 7, 0}, {1, 1, -1, 1}}, map, map), "");
  EXPECT_NE(whyOf(Slice{{0, 0}, {1, 1}}, map, map), "");
  EXPECT_NE(whyOf(Rearrange{}, map, map), "");
  EXPECT_NE(whyOf(moving(Moves::depthToSpace), {1, 4, 8}, {1, 2, 16}), "");
}

/// The map of the rows of an operator on an 8x8 map with 4 channels.
AxisMap rowsOf(const Attributes& attributes, const Shape& out) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 4, 8, 8});
  const Graph graph(builder.finish({builder.add("op", attributes, {x}, out)}));
  EXPECT_EQ(whyNotLocal(graph, OperatorId(0)), "");
  return regionMap(graph, OperatorId(0), 0).rows;
}

TEST(RegionMap, SlicesShiftAndStep) {
  const AxisMap channels = rowsOf(Slice{{0, 3, 0, 0}, {1, -1, 1, 1}}, {1, 4, 8, 8});
  EXPECT_EQ(channels.clipped({2, 5}), (Interval{2, 5}));
  const AxisMap crop = rowsOf(Slice{{0, 0, 2, 0}, {1, 1, 1, 1}}, {1, 4, 5, 8});
  EXPECT_EQ(crop.clipped({0, 2}), (Interval{2, 4}));
  EXPECT_EQ(crop.full({-1, 2}), (Interval{1, 4}));
  const AxisMap steps = rowsOf(Slice{{0, 0, 1, 0}, {1, 1, 3, 1}}, {1, 4, 3, 8});
  EXPECT_EQ(steps.clipped({1, 3}), (Interval{4, 8}));
}

TEST(RegionMap, ALinearResizeReadsTwoNeighbours) {
  const auto doubled = [](const char* coordinates) {
    return rowsOf(Resize{ResizeKind::linear, {1, 1, 2, 2}, coordinates, ""}, {1, 4, 16, 16});
  };
  const AxisMap halfPixel = doubled("half_pixel");  // -0.25, 0.25, 0.75, 1.25 ...
  EXPECT_EQ(halfPixel.clipped({0, 1}), (Interval{0, 2}));
  EXPECT_EQ(halfPixel.clipped({3, 4}), (Interval{1, 3}));
  EXPECT_EQ(halfPixel.clipped({4, 8}), (Interval{1, 5}));
  EXPECT_EQ(halfPixel.clipped({15, 16}), (Interval{7, 8}));
  EXPECT_EQ(doubled("asymmetric").clipped({4, 6}), (Interval{2, 4}));
  EXPECT_EQ(doubled("align_corners").clipped({14, 15}), (Interval{6, 8}));  // 6.53
  const AxisMap copied =
      rowsOf(Resize{ResizeKind::linear, {1, 1, 1, 2}, "half_pixel", ""}, {1, 4, 8, 16});
  EXPECT_EQ(copied.clipped({3, 4}), (Interval{3, 4}));
}

/// Dumoulin and Visin (arXiv 1603.07285), section 4: the transposed of a window of stride 2.
TEST(RegionMap, ATransposedConvolutionReadsBackwards) {
  const auto upwards = [](const WindowAxis& axis, std::int64_t out) {
    return rowsOf(TransposedConvolution{{axis, axis}, 1}, {1, 4, out, out});
  };
  const AxisMap apart = upwards({2, 2, 1, 0, 0}, 16);
  EXPECT_EQ(apart.clipped({3, 5}), (Interval{1, 3}));
  EXPECT_EQ(apart.clipped({4, 6}), (Interval{2, 3}));
  const AxisMap padded = upwards({3, 2, 1, 1, 0}, 16);  // o reads ceil((o - 1) / 2) to (o + 1) / 2
  EXPECT_EQ(padded.clipped({0, 1}), (Interval{0, 1}));
  EXPECT_EQ(padded.clipped({3, 4}), (Interval{1, 3}));
  EXPECT_EQ(padded.clipped({4, 5}), (Interval{2, 3}));
  EXPECT_EQ(padded.clipped({15, 16}), (Interval{7, 8}));
  const AxisMap gaps = upwards({1, 3, 1, 0, 0}, 22);
  EXPECT_TRUE(gaps.clipped({1, 3}).empty());
  EXPECT_EQ(gaps.clipped({1, 8}), (Interval{1, 3}));
  const AxisMap dilated = upwards({2, 1, 2, 0, 0}, 10);
  EXPECT_EQ(dilated.clipped({2, 3}), (Interval{0, 3}));
  const AxisMap sparse = upwards({2, 3, 5, 0, 0}, 27);  // output 3 reads 1, output 5 reads 0
  EXPECT_EQ(sparse.clipped({3, 4}), (Interval{1, 2}));
  EXPECT_EQ(sparse.clipped({3, 6}), (Interval{0, 2}));
}

TEST(RegionMap, BlocksOfDepthAndSpace) {
  const AxisMap wider = rowsOf(moving(Moves::depthToSpace), {1, 1, 16, 16});
  EXPECT_EQ(wider.clipped({3, 5}), (Interval{1, 3}));
  EXPECT_EQ(wider.full({-2, 3}), (Interval{0, 2}));
  const AxisMap deeper = rowsOf(moving(Moves::spaceToDepth), {1, 64, 2, 2});
  EXPECT_EQ(deeper.clipped({1, 2}), (Interval{4, 8}));
  EXPECT_EQ(deeper.full({1, 3}), (Interval{4, 12}));
  EXPECT_EQ(rowsOf(moving(Moves::channelShuffle), {1, 4, 8, 8}).clipped({3, 5}), (Interval{3, 5}));
}

TEST(RegionMap, BroadcastReadsTheWholeAxis) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 4, 8, 8});
  const TensorId scale = builder.input("scale", {1, 4, 1, 1});
  const TensorId y = builder.add("mul", Elementwise{"mul"}, {x, scale}, {1, 4, 8, 8});
  const Graph graph(builder.finish({y}));
  const Region tile{{2, 4}, {4, 8}};
  EXPECT_EQ(regionMap(graph, OperatorId(0), 0).clipped(tile), tile);
  EXPECT_EQ(regionMap(graph, OperatorId(0), 1).clipped(tile), (Region{{0, 1}, {0, 1}}));
}

}  // namespace
}  // namespace tessera
