#include "sim/verify/execute.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using test::window;

template <class Value>
std::vector<std::byte> bytesFrom(const std::vector<Value>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  return {bytes.begin(), bytes.end()};
}

template <class Value>
std::vector<Value> valuesFrom(const std::vector<std::byte>& bytes) {
  std::vector<Value> values(bytes.size() / sizeof(Value));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

TEST(PlainRun, ComputesAConvolutionByHand) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 1, 3, 3});
  const TensorId w = net.floats("w", {1, 1, 2, 2}, {1, 2, 3, 4});
  const TensorId b = net.floats("b", {1}, {10}, TensorRole::bias);
  const TensorId y = net.op("y", Convolution{window(2, 2), 1}, {x, w, b}, {1, 1, 2, 2});
  net.output(y);
  const Graph graph = net.graph();
  const auto run = plainRun(
      graph, {{graph.inputs()[0], bytesFrom(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9})}});
  // 1*1 + 2*2 + 3*4 + 4*5 + 10, and so on.
  EXPECT_EQ(valuesFrom<float>(bytesOf(graph, run, graph.outputs()[0])),
            (std::vector<float>{47, 57, 77, 87}));
}

TEST(PlainRun, QuantisedSumsAreExactAndRoundHalfToEven) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2}, DType::int8);
  const TensorId w = net.values("w", {1, 2}, DType::int8, std::vector<std::int8_t>{3, 5});
  const TensorId y = net.op("y", FullyConnected{2, true}, {x, w}, {1, 1}, DType::int8);
  net.quantize(x, 0.5F, 1);
  net.quantize(w, 0.5F, 0);
  net.quantize(y, 2.0F, -1);
  net.output(y);
  const Graph graph = net.graph();
  // ((4 - 1) * 3 + (2 - 1) * 5) * 0.25 = 3.5; / 2 = 1.75 -> 2, - 1.
  const auto run =
      plainRun(graph, {{graph.inputs()[0], bytesFrom(std::vector<std::int8_t>{4, 2})}});
  EXPECT_EQ(valuesFrom<std::int8_t>(bytesOf(graph, run, graph.outputs()[0])),
            (std::vector<std::int8_t>{1}));
}

TEST(PlainRun, ViewsAndConstantOutputsHaveTheirBytes) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4});
  const TensorId y = net.op("y", Activation{"neg", {}}, {x}, {1, 4});
  const TensorId z = net.op("z", Reshape{}, {y}, {2, 2});
  net[z].aliasOf = y;
  const TensorId c = net.floats("c", {2}, {7, 8}, TensorRole::constant);
  net.output(z);
  net.output(c);
  const Graph graph = net.graph();
  const auto run =
      plainRun(graph, {{graph.inputs()[0], bytesFrom(std::vector<float>{1, 2, 3, 4})}});
  EXPECT_EQ(valuesFrom<float>(bytesOf(graph, run, graph.outputs()[0])),
            (std::vector<float>{-1, -2, -3, -4}));
  EXPECT_EQ(valuesFrom<float>(bytesOf(graph, run, graph.outputs()[1])), (std::vector<float>{7, 8}));
}

TEST(PlainRun, NamesAnInputThatDoesNotFit) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4});
  net.output(net.op("y", Activation{"neg", {}}, {x}, {1, 4}));
  const Graph graph = net.graph();
  test::expectError(ErrorCode::input, {"input 'x'", "16 bytes", "not 0"},
                    [&] { plainRun(graph, {}); });
}

TEST(PlainRun, NamesAnOperatorWithoutArithmetic) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4});
  net.output(net.op("mystery", Opaque{}, {x}, {1, 4}));
  const Graph graph = net.graph();
  test::expectError(ErrorCode::unsupported, {"'mystery'", "not known"},
                    [&] { plainRun(graph, randomInputs(graph, 1)); });
}

TEST(RandomInputs, AreTheSameForTheSameSeedAndCoverTheirRange) {
  NetworkBuilder net;
  const TensorId f = net.input("f", {1000});
  const TensorId i = net.input("i", {1000}, DType::int8);
  net.output(net.op("y", Elementwise{"add"}, {f, f}, {1000}));
  net.output(net.op("z", Elementwise{"add"}, {i, i}, {1000}, DType::int8));
  const Graph graph = net.graph();
  EXPECT_EQ(randomInputs(graph, 3), randomInputs(graph, 3));
  EXPECT_NE(randomInputs(graph, 3), randomInputs(graph, 4));
  const TensorBytes drawn = randomInputs(graph, 3);
  float least = 1;
  float most = -1;
  for (const float value : valuesFrom<float>(drawn.at(graph.inputs()[0]))) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  EXPECT_GE(least, -1.0F);
  EXPECT_LT(least, -0.9F);
  EXPECT_LT(most, 1.0F);
  EXPECT_GT(most, 0.9F);
  const auto bytes = valuesFrom<std::int8_t>(drawn.at(graph.inputs()[1]));
  EXPECT_LT(*std::min_element(bytes.begin(), bytes.end()), -120);
  EXPECT_GT(*std::max_element(bytes.begin(), bytes.end()), 120);
}

}  // namespace
}  // namespace tessera::verify
