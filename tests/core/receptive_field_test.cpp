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
  EXPECT_NE(whyOf(Resize{ResizeKind::linear, {1, 1, 2, 2}, "half_pixel", ""}, map, {1, 4, 16, 16}),
            "");
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
