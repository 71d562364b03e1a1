#include <gmock/gmock.h>

#include <cmath>
#include <cstring>

#include "core/work.h"
#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;
using Values = std::vector<float>;

constexpr double epsilon = 1e-3;
const Values scale{2.0F, -0.5F};
const Values shift{0.25F, 1.0F};
const Values mean{-1.0F, 3.0F};
const Values variance{4.0F, 0.01F};

TensorId addNorm(NetworkBuilder& net, TensorId x, Shape shape, const std::string& name = "norm") {
  const TensorRole trained = TensorRole::parameter;
  const TensorRole counted = TensorRole::statistic;
  return net.op(name, BatchNormalization{epsilon},
                {x, net.floats(name + ".scale", {2}, scale, trained),
                 net.floats(name + ".shift", {2}, shift, trained),
                 net.floats(name + ".mean", {2}, mean, counted),
                 net.floats(name + ".variance", {2}, variance, counted)},
                std::move(shape));
}

double normed(double value, std::size_t c) {
  return (value - mean[c]) / std::sqrt(variance[c] + epsilon) * scale[c] + shift[c];
}

Values floatsOf(const ConstantData& data) {
  const std::vector<std::byte> bytes = loadBytes(data);
  Values values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// x with 1 value in each of 3 channels -> fully connected or 1x1 convolution to 2 -> norm
NetworkBuilder kernelAndNorm(Attributes attributes, const Shape& weights, bool withBias) {
  NetworkBuilder net;
  const bool flat = std::holds_alternative<FullyConnected>(attributes);
  const TensorId x = net.input("x", flat ? Shape{1, 3} : Shape{1, 3, 1, 1});
  std::vector<TensorId> inputs{x, net.floats("w", weights, {1, 2, 3, 4, 5, 6})};
  if (withBias) inputs.push_back(net.floats("b", {2}, {7, 8}, TensorRole::bias));
  const Shape out = flat ? Shape{1, 2} : Shape{1, 2, 1, 1};
  net.output(addNorm(net, net.op("kernel", std::move(attributes), inputs, out), out));
  return net;
}

/// Folds, and compares what x = (1, 10, 100) becomes with the two operators done one by one.
void expectSameValues(const Attributes& attributes, const Shape& weights, std::size_t channelAxis) {
  const std::array<double, 3> x{1, 10, 100};
  for (const bool withBias : {false, true}) {
    const Rewritten result = foldBatchNorms(kernelAndNorm(attributes, weights, withBias).network());
    ASSERT_EQ(result.count, 1U);
    const Operator& kernel = result.network.operators.at(0);
    EXPECT_THAT(test::names(result.network, kernel.outputs), ElementsAre("norm"));
    const Tensor& w = result.network.tensor(kernel.inputs[1]);
    const Tensor& b = result.network.tensor(kernel.inputs.at(2));
    ASSERT_NE(w.data.scale, nullptr);
    EXPECT_EQ(w.data.scale->axis, channelAxis);
    EXPECT_EQ(b.role, TensorRole::bias);
    const Values bias = floatsOf(b.data);
    for (std::size_t c = 0; c < 2; ++c) {
      double sum = 0.0;
      for (std::size_t i = 0; i < 3; ++i) {
        sum += x[i] * static_cast<double>(channelAxis == 0 ? c * 3 + i + 1 : i * 2 + c + 1);
      }
      const double expected = normed(sum + (withBias ? 7.0 + static_cast<double>(c) : 0.0), c);
      EXPECT_NEAR(sum * w.data.scale->factors[c] + bias[c], expected, 1e-3 * std::abs(expected));
    }
  }
}

TEST(FoldBatchNorms, ValuesAreThoseOfTheTwoOperators) {
  expectSameValues(Convolution{test::window(2, 1), 1}, {2, 3, 1, 1}, 0);
  expectSameValues(TransposedConvolution{test::window(2, 1), 1}, {3, 2, 1, 1}, 1);
  expectSameValues(FullyConnected{3, true}, {2, 3}, 0);
  expectSameValues(FullyConnected{3, false}, {3, 2}, 1);
}

TEST(FoldBatchNorms, TwoInARowFoldBoth) {
  NetworkBuilder net = kernelAndNorm(Convolution{test::window(2, 1), 1}, {2, 3, 1, 1}, false);
  const TensorId once = net.network().outputs[0];
  net.network().outputs.clear();
  net.output(addNorm(net, once, {1, 2, 1, 1}, "again"));
  const Rewritten result = foldBatchNorms(net.network());
  EXPECT_EQ(result.count, 2U);
  const Operator& conv = result.network.operators.at(0);
  const Values bias = floatsOf(result.network.tensor(conv.inputs.at(2)).data);
  const auto& factors = result.network.tensor(conv.inputs[1]).data.scale->factors;
  for (std::size_t c = 0; c < 2; ++c) {
    const double expected = normed(normed(50.0, c), c);
    EXPECT_NEAR(50.0 * factors[c] + bias[c], expected, 1e-3 * std::abs(expected));
  }
}

TEST(FoldBatchNorms, ParametersAndBytesDropTheNorm) {
  const NetworkBuilder net = kernelAndNorm(FullyConnected{3, true}, {2, 3}, true);
  const Graph folded(foldBatchNorms(toNetwork(net.graph())).network);
  EXPECT_EQ(modelSize(folded).parameters, 6 + 2);
  EXPECT_EQ(modelSize(folded).weightBytes, Bytes(4 * 8));
}

TEST(FoldBatchNorms, DepthwiseTransposedConvolutionScalesItsInputAxis) {
  NetworkBuilder net;
  const TensorId w = net.constant("w", {2, 1, 3, 3});
  const TensorId x = net.input("x", {1, 2, 4, 4});
  const TensorId y =
      net.op("up", TransposedConvolution{test::window(2, 3), 2}, {x, w}, {1, 2, 6, 6});
  net[w].data = inlineConstant(std::span<const float>(Values(18, 1.0F)), DType::float32);
  net.output(addNorm(net, y, {1, 2, 6, 6}));
  const Rewritten result = foldBatchNorms(net.network());
  ASSERT_EQ(result.count, 1U);
  EXPECT_EQ(result.network.tensor(w).data.scale->axis, 0U);
}

TEST(FoldBatchNorms, WithoutValuesTheNormGoesAndTheValuesAreUnknown) {
  NetworkBuilder net = kernelAndNorm(FullyConnected{3, true}, {2, 3}, true);
  net[net.network().operators[1].inputs[4]].data = {};
  const Rewritten result = foldBatchNorms(net.network());
  EXPECT_EQ(result.count, 1U);
  const Operator& kernel = result.network.operators.at(0);
  for (const std::size_t slot : {1U, 2U}) {
    const Tensor& constant = result.network.tensor(kernel.inputs.at(slot));
    EXPECT_FALSE(constant.data.present());
    EXPECT_EQ(constant.dtype, DType::float32);
  }
}

TEST(FoldBatchNorms, StaysWhereItCannotFold) {
  const Convolution conv{test::window(2, 1), 1};
  NetworkBuilder sharedWeights = kernelAndNorm(conv, {2, 3, 1, 1}, false);
  const std::vector<TensorId> inputs = sharedWeights.network().operators[0].inputs;
  sharedWeights.output(sharedWeights.op("twin", conv, inputs, {1, 2, 1, 1}));
  EXPECT_EQ(foldBatchNorms(sharedWeights.network()).count, 0U);

  NetworkBuilder shown = kernelAndNorm(conv, {2, 3, 1, 1}, false);
  shown.output(shown.network().operators[0].outputs[0]);
  EXPECT_EQ(foldBatchNorms(shown.network()).count, 0U);

  NetworkBuilder computed = kernelAndNorm(conv, {2, 3, 1, 1}, false);
  computed.network().operators[1].inputs[1] = computed.input("scale", {2});
  EXPECT_EQ(foldBatchNorms(computed.network()).count, 0U);

  NetworkBuilder activated = kernelAndNorm(conv, {2, 3, 1, 1}, false);
  activated.network().operators[0].fusedActivation = Activation{"relu", {}};
  EXPECT_EQ(foldBatchNorms(activated.network()).count, 0U);

  NetworkBuilder rounded = kernelAndNorm(conv, {2, 3, 1, 1}, false);
  for (const Operator& op : rounded.network().operators) {
    rounded[op.outputs[0]].dtype = DType::int8;
    rounded.quantize(op.outputs[0], 0.5F, 0);
  }
  EXPECT_EQ(foldBatchNorms(rounded.network()).count, 0U);

  NetworkBuilder first;
  first.output(addNorm(first, first.input("x", {1, 2, 4, 4}), {1, 2, 4, 4}));
  EXPECT_EQ(foldBatchNorms(first.network()).count, 0U);
}

TEST(FoldBatchNorms, GroupedTransposedConvolutionStays) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 4, 4});
  const TensorId y = net.op("up", TransposedConvolution{test::window(2, 1), 2},
                            {x, net.constant("w", {4, 1, 1, 1})}, {1, 2, 4, 4});
  net.output(addNorm(net, y, {1, 2, 4, 4}));
  EXPECT_EQ(foldBatchNorms(net.network()).count, 0U);
}

}  // namespace
}  // namespace tessera
