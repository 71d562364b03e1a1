#include <gtest/gtest.h>

#include "tests/sim/verify/one_operator.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;
using Int8s = std::vector<std::int8_t>;

TEST(Concat, JoinsAlongItsAxis) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {2, 1}, {1, 2});
  const TensorId b = net.floats("b", {2, 2}, {3, 4, 5, 6});
  EXPECT_EQ(test::computed(net, Concat{1}, {a, b}, {2, 3}), (Floats{1, 3, 4, 2, 5, 6}));
}

TEST(Concat, BringsEachOperandToTheScaleOfTheOutput) {
  NetworkBuilder net;
  const TensorId a = net.values("a", {2}, DType::int8, Int8s{1, 2});
  const TensorId b = net.values("b", {2}, DType::int8, Int8s{4, 120});
  net.quantize(a, 0.5F, 0);
  net.quantize(b, 1.0F, 3);
  const TensorId y = net.op("y", Concat{0}, {a, b}, {4}, DType::int8);
  net.quantize(y, 0.5F, 0);
  net.output(y);
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (Int8s{1, 2, 2, 127}));
}

TEST(Split, HandsOutPartsInOrder) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2, 3}, {1, 2, 3, 4, 5, 6});
  const TensorId first = net.op("first", Split{1}, {x}, {2, 1});
  const TensorId second = net.op("second", Split{1}, {x}, {2, 2});
  net.network().operators.pop_back();
  net.network().operators[0].outputs = {first, second};
  net.output(second);
  EXPECT_EQ(test::outputOf<float>(net.graph()), (Floats{2, 3, 5, 6}));
}

TEST(Slice, StepsEitherWay) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2, 4}, {1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(test::computed(net, Slice{{1, 3}, {1, -2}}, {x}, {1, 2}), (Floats{8, 6}));
}

Floats padded(const std::string& mode, std::int64_t before, std::int64_t after) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {3}, {1, 2, 3});
  return test::computed(net, Pad{{before}, {after}, mode, 9.0}, {x}, {3 + before + after});
}

TEST(Pad, FillsAsItsModeSays) {
  EXPECT_EQ(padded("constant", 1, 2), (Floats{9, 1, 2, 3, 9, 9}));
  EXPECT_EQ(padded("edge", 1, 2), (Floats{1, 1, 2, 3, 3, 3}));
  EXPECT_EQ(padded("reflect", 2, 3), (Floats{3, 2, 1, 2, 3, 2, 1, 2}));
  EXPECT_EQ(padded("wrap", 2, 1), (Floats{2, 3, 1, 2, 3, 1}));
  EXPECT_EQ(padded("constant", -1, 1), (Floats{2, 3, 9}));
}

TEST(Pad, OfInt8FillsWithAStoredValue) {
  NetworkBuilder net;
  const TensorId x = net.values("x", {1}, DType::int8, Int8s{7});
  const TensorId y = net.op("y", Pad{{1}, {0}, "constant", -5.0}, {x}, {2}, DType::int8);
  net.quantize(x, 0.5F, -5);
  net.quantize(y, 0.5F, -5);
  net.output(y);
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (Int8s{-5, 7}));
}

TEST(Transpose, MovesAxes) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 2, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(test::computed(net, Transpose{{2, 0, 1}}, {x}, {3, 1, 2}), (Floats{1, 4, 2, 5, 3, 6}));
}

TEST(Reshape, KeepsTheOrderAndTheBits) {
  NetworkBuilder net;
  const std::vector<std::int64_t> values{INT64_MAX, INT64_MIN, 3, 4};  // no double holds them all
  const TensorId x = net.values("x", {4}, DType::int64, values);
  net.output(net.op("y", Reshape{}, {x}, {2, 2}, DType::int64));
  EXPECT_EQ(test::outputOf<std::int64_t>(net.graph()), values);
}

}  // namespace
}  // namespace tessera::verify
