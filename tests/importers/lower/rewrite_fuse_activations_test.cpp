#include <gmock/gmock.h>

#include "core/element_function.h"
#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

const Shape fusedShape{1, 4, 8, 8};

/// x -> `attributes` -> `function` -> output, the first with weights or a second operand
NetworkBuilder followed(Attributes attributes, const std::string& function) {
  NetworkBuilder net;
  const TensorId x = net.input("x", fusedShape);
  std::vector<TensorId> inputs{x};
  if (!std::holds_alternative<Pool>(attributes)) inputs.push_back(net.constant("w", {4, 4, 1, 1}));
  const TensorId y = net.op("first", std::move(attributes), inputs, fusedShape);
  std::vector<double> parameters;
  if (function == "clip") parameters = {-1.0, 1.0};
  net.output(net.op("activation", Activation{function, parameters}, {y}, fusedShape));
  return net;
}

TEST(FuseActivations, BecomesPartOfTheOperatorBefore) {
  const std::vector<Attributes> takers{Convolution{test::window(2, 1), 1},
                                       TransposedConvolution{test::window(2, 1), 1},
                                       FullyConnected{4, true},
                                       Elementwise{"add"},
                                       Elementwise{"sub"},
                                       Elementwise{"mul"},
                                       Pool{PoolKind::max, test::window(2, 1), false}};
  for (const Attributes& taker : takers) {
    const Rewritten result = fuseActivations(followed(taker, "clip").network());
    EXPECT_EQ(result.count, 1U) << kindName(taker);
    const Operator& op = result.network.operators.at(0);
    EXPECT_EQ(op.fusedActivation, (Activation{"clip", {-1.0, 1.0}}));
    EXPECT_THAT(test::names(result.network, op.outputs), ElementsAre("activation"));
    EXPECT_NO_THROW(Graph{result.network});
  }
}

TEST(FuseActivations, EveryFunctionByTheRewriteThatTheTableNames) {
  const Convolution conv{test::window(2, 1), 1};
  for (const ElementFunction& each : elementFunctions()) {
    if (each.name == "clip") continue;  // by its bounds: see below
    const std::string name(each.name);
    const ActivationFusion fusion = each.use.fusion;
    EXPECT_EQ(fuseActivations(followed(conv, name).network()).count,
              fusion == ActivationFusion::tflite ? 1U : 0U)
        << name;
    EXPECT_EQ(fuseOtherActivations(followed(conv, name).network()).count,
              fusion == ActivationFusion::other ? 1U : 0U)
        << name;
  }
}

TEST(FuseActivations, OnlyTheNamedFunctionsAndKinds) {
  const Convolution conv{test::window(2, 1), 1};
  for (const char* name : {"relu", "relu6", "clip"}) {
    EXPECT_EQ(fuseActivations(followed(conv, name).network()).count, 1U) << name;
    EXPECT_EQ(fuseOtherActivations(followed(conv, name).network()).count, 0U) << name;
  }
  for (const char* name : {"leakyrelu", "hardswish", "hardsigmoid", "sigmoid", "tanh"}) {
    EXPECT_EQ(fuseActivations(followed(conv, name).network()).count, 0U) << name;
    EXPECT_EQ(fuseOtherActivations(followed(conv, name).network()).count, 1U) << name;
  }
  EXPECT_EQ(fuseOtherActivations(followed(conv, "erf").network()).count, 0U);
  EXPECT_EQ(fuseActivations(followed(Elementwise{"div"}, "relu").network()).count, 0U);
  EXPECT_EQ(fuseActivations(followed(Opaque{}, "relu").network()).count, 0U);
}

TEST(FuseActivations, ClipsToOtherBoundsAreNoRelus) {
  NetworkBuilder net = followed(Convolution{test::window(2, 1), 1}, "clip");
  std::get<Activation>(net.network().operators[1].attributes).parameters = {-2.0, 2.0};
  EXPECT_EQ(fuseActivations(net.network()).count, 0U);
  EXPECT_EQ(fuseOtherActivations(net.network()).count, 1U);
}

/// What the convolution writes is quantised in the file, and what the activation writes likewise
/// under `outputScale`.
NetworkBuilder quantizedApart(const std::string& function, float outputScale) {
  NetworkBuilder net = followed(Convolution{test::window(2, 1), 1}, function);
  for (const Operator& op : net.network().operators) {
    net[op.outputs[0]].dtype = DType::int8;
    net.quantize(op.outputs[0], 0.25F, 0);
  }
  net.quantize(net.network().outputs[0], outputScale, 0);
  return net;
}

TEST(FuseActivations, WhatIsQuantisedUnderAnotherScaleBetweenStays) {
  EXPECT_EQ(fuseActivations(quantizedApart("relu", 0.5F).network()).count, 0U);
  EXPECT_EQ(fuseOtherActivations(quantizedApart("sigmoid", 0.5F).network()).count, 0U);
  NetworkBuilder real = quantizedApart("relu", 0.5F);
  real[real.network().outputs[0]].dtype = DType::float32;
  EXPECT_EQ(fuseActivations(real.network()).count, 0U);
}

TEST(FuseActivations, UnderOneScaleOnlyBoundsComeBeforeRoundingToo) {
  EXPECT_EQ(fuseActivations(quantizedApart("relu", 0.25F).network()).count, 1U);
  EXPECT_EQ(fuseOtherActivations(quantizedApart("sigmoid", 0.25F).network()).count, 0U);
}

TEST(FuseActivations, AFormThatIntegerFormsSpreadIsNoRounding) {
  for (const char* name : {"relu", "sigmoid"}) {
    NetworkBuilder net = quantizedApart(name, 0.5F);
    const std::vector<Operator>& ops = net.network().operators;
    net[ops[0].outputs[0]].quantization = net[ops[1].outputs[0]].quantization;
    const Network& network = net.network();
    EXPECT_EQ(fuseActivations(network).count + fuseOtherActivations(network).count, 1U) << name;
  }
}

TEST(FuseActivations, ValueNeededBeforeTheActivationKeepsIt) {
  NetworkBuilder shown = followed(Elementwise{"add"}, "relu");
  shown.output(shown.network().operators[0].outputs[0]);
  EXPECT_EQ(fuseActivations(shown.network()).count, 0U);

  // x * sigmoid(x): the product reads the convolution's output too.
  NetworkBuilder swish = followed(Convolution{test::window(2, 1), 1}, "sigmoid");
  const std::vector<Operator>& ops = swish.network().operators;
  swish.output(
      swish.op("product", Elementwise{"mul"}, {ops[0].outputs[0], ops[1].outputs[0]}, fusedShape));
  EXPECT_EQ(fuseOtherActivations(swish.network()).count, 0U);
}

TEST(FuseActivations, OnlyOneActivationFuses) {
  NetworkBuilder net = followed(Elementwise{"add"}, "relu");
  const TensorId y = net.network().outputs[0];
  net.network().outputs.clear();
  net.output(net.op("second", Activation{"tanh", {}}, {y}, fusedShape));
  const Rewritten result = fuseActivations(net.network());
  EXPECT_EQ(result.count, 1U);
  EXPECT_THAT(operatorNames(result.network), ElementsAre("first", "second"));
}

TEST(FuseActivations, LimitsThatAreNotConstantKeepTheClip) {
  NetworkBuilder net = followed(Elementwise{"add"}, "clip");
  net.network().operators[1].inputs.push_back(net.input("limit", {}));
  EXPECT_EQ(fuseActivations(net.network()).count, 0U);
}

}  // namespace
}  // namespace tessera
