#include <gmock/gmock.h>

#include "core/work.h"
#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

const Convolution pointwise{test::window(2, 1), 1};

/// x 1x4x8x8 -> conv to 2 channels -> add of a constant of that shape
NetworkBuilder convAdd(Shape constant, bool constantFirst = false) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 8, 8});
  const TensorId w = net.constant("w", {2, 4, 1, 1});
  const TensorId y = net.op("conv", pointwise, {x, w}, {1, 2, 8, 8});
  const TensorId b = net.constant("b", std::move(constant), TensorRole::parameter);
  const auto operands = constantFirst ? std::vector{b, y} : std::vector{y, b};
  net.output(net.op("sum", Elementwise{"add"}, operands, {1, 2, 8, 8}));
  return net;
}

TEST(FuseBiases, OneValueAChannelBecomesTheBias) {
  for (const bool constantFirst : {false, true}) {
    for (const Shape& shape : {Shape{2, 1, 1}, Shape{1, 2, 1, 1}}) {
      const Rewritten result = fuseBiases(convAdd(shape, constantFirst).network());
      EXPECT_EQ(result.count, 1U);
      const Operator& conv = result.network.operators.at(0);
      EXPECT_THAT(test::names(result.network, conv.inputs), ElementsAre("x", "w", "b"));
      EXPECT_THAT(test::names(result.network, conv.outputs), ElementsAre("sum"));
      const Tensor& bias = result.network.tensor(conv.inputs[2]);
      EXPECT_EQ(bias.role, TensorRole::bias);
      EXPECT_EQ(bias.shape, Shape{2});
      EXPECT_NO_THROW(Graph{result.network});
    }
  }
}

TEST(FuseBiases, OtherShapesStay) {
  for (const Shape& shape : {Shape{1}, Shape{}, Shape{8}, Shape{1, 1, 8, 8}, Shape{1, 2, 8, 8}}) {
    EXPECT_EQ(fuseBiases(convAdd(shape).network()).count, 0U) << shape.text();
  }
}

TEST(FuseBiases, ExistingBiasSecondReaderOrOutputKeepTheAdd) {
  NetworkBuilder biased = convAdd({2, 1, 1});
  biased.network().operators[0].inputs.push_back(biased.constant("b0", {2}, TensorRole::bias));
  EXPECT_EQ(fuseBiases(biased.network()).count, 0U);

  NetworkBuilder shown = convAdd({2, 1, 1});
  shown.output(shown.network().operators[0].outputs[0]);
  EXPECT_EQ(fuseBiases(shown.network()).count, 0U);

  NetworkBuilder shared = convAdd({2, 1, 1});
  const TensorId y = shared.network().operators[0].outputs[0];
  shared.output(shared.op("relu", Activation{"relu", {}}, {y}, {1, 2, 8, 8}));
  EXPECT_EQ(fuseBiases(shared.network()).count, 0U);
}

TEST(FuseBiases, FullyConnectedHasItsFeaturesLast) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {3, 5, 4});
  const TensorId y =
      net.op("fc", FullyConnected{4, false}, {x, net.constant("w", {4, 2})}, {3, 5, 2});
  const TensorId b = net.constant("b", {2}, TensorRole::parameter);
  net.output(net.op("sum", Elementwise{"add"}, {b, y}, {3, 5, 2}));
  EXPECT_EQ(fuseBiases(net.network()).count, 1U);
}

TEST(FuseBiases, ConstantOfTwoAddsIsOneBias) {
  NetworkBuilder net = convAdd({2, 1, 1});
  const TensorId x = net.network().inputs[0];
  const TensorId b = net.network().operators[1].inputs[1];
  const TensorId y =
      net.op("conv2", pointwise, {x, net.constant("w2", {2, 4, 1, 1})}, {1, 2, 8, 8});
  net.output(net.op("sum2", Elementwise{"add"}, {y, b}, {1, 2, 8, 8}));
  const Rewritten result = fuseBiases(net.network());
  EXPECT_EQ(result.count, 2U);
  EXPECT_EQ(result.network.tensor(b).role, TensorRole::bias);
  EXPECT_EQ(modelSize(Graph(result.network)).parameters, 8 + 8 + 2);

  net.output(net.op("elsewhere", Elementwise{"mul"}, {x, b}, {1, 4, 8, 8}));
  EXPECT_EQ(fuseBiases(net.network()).network.tensor(b).role, TensorRole::parameter);
}

TEST(FuseBiases, IntegerSumUnderItsOwnScaleStays) {
  NetworkBuilder net = convAdd({2, 1, 1});
  for (const Operator& op : net.network().operators) net[op.outputs[0]].dtype = DType::int8;
  const TensorId product = net.network().operators[0].outputs[0];
  const TensorId sum = net.network().operators[1].outputs[0];
  net.quantize(product, 0.5F, 0);
  // Under the same scale what is rounded between saturates before the addition.
  for (const float scale : {0.25F, 0.5F}) {
    net.quantize(sum, scale, 0);
    EXPECT_EQ(fuseBiases(net.network()).count, 0U);
  }
  net[product].quantization = net[sum].quantization;  // as integer forms spread
  EXPECT_EQ(fuseBiases(net.network()).count, 1U);
}

}  // namespace
}  // namespace tessera
