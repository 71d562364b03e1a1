#include "importers/onnx/translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/work.h"
#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {
namespace {

using testing::ElementsAre;

const Operator& only(const Graph& graph) {
  EXPECT_EQ(graph.operators().size(), 1U);
  return graph.operators().front();
}

std::vector<TensorRole> roles(const Graph& graph, const Operator& op) {
  std::vector<TensorRole> result;
  for (const TensorId id : op.inputs) result.push_back(graph[id].role);
  return result;
}

TEST(Translate, ConvolutionsHaveExplicitPads) {
  TestModel model;
  model.input("x", {1, 4, 9, 8}).floats("w", {6, 2, 3, 5}).floats("b", {6}).output("y");
  auto& node = model.node("Conv", {"x", "w", "b"}, {"y"});
  set(node, "group", std::int64_t{2});
  set(node, "strides", Ints{2, 1});
  set(node, "dilations", Ints{1, 2});
  set(node, "auto_pad", "SAME_UPPER");
  const Graph graph = model.unlowered();
  const auto& conv = std::get<Convolution>(only(graph).attributes);
  EXPECT_EQ(conv.groups, 2);
  EXPECT_THAT(conv.window, ElementsAre(WindowAxis{3, 2, 1, 1, 1}, WindowAxis{5, 1, 2, 4, 4}));
  EXPECT_THAT(roles(graph, only(graph)),
              ElementsAre(TensorRole::activation, TensorRole::weight, TensorRole::bias));
  EXPECT_EQ(macs(graph, OperatorId(std::size_t{0})), Macs(6 * 5 * 8 * 2 * 15));
}

TEST(Translate, SameLowerPutsTheOddPadInFront) {
  TestModel model;
  model.input("x", {1, 1, 8}).floats("w", {1, 1, 3}).output("y");
  auto& node = model.node("Conv", {"x", "w"}, {"y"});
  set(node, "strides", Ints{2});
  set(node, "auto_pad", "SAME_LOWER");
  const Graph graph = model.unlowered();
  EXPECT_THAT(std::get<Convolution>(only(graph).attributes).window,
              ElementsAre(WindowAxis{3, 2, 1, 1, 0}));
}

TEST(Translate, TransposedConvolutions) {
  TestModel model;
  model.input("x", {1, 2, 4}).floats("w", {2, 3, 3}).output("y");
  auto& node = model.node("ConvTranspose", {"x", "w"}, {"y"});
  set(node, "strides", Ints{2});
  set(node, "pads", Ints{1, 0});
  const Graph graph = model.unlowered();
  EXPECT_THAT(std::get<TransposedConvolution>(only(graph).attributes).window,
              ElementsAre(WindowAxis{3, 2, 1, 1, 0}));
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{1, 3, 8}));
}

/// y = Gemm(x, w, b) with the given extra attribute.
Graph gemm(const char* attribute, float value) {
  TestModel model;
  model.input("x", {1, 2}).floats("w", {3, 2}, {1, 2, 3, 4, 5, 6}).floats("b", {3}).output("y");
  auto& node = model.node("Gemm", {"x", "w", "b"}, {"y"});
  set(node, "transB", std::int64_t{1});
  set(node, attribute, value);
  return model.unlowered();
}

TEST(Translate, GemmWithConstantsIsFullyConnected) {
  const Graph graph = gemm("alpha", 1.0F);
  const auto& product = std::get<FullyConnected>(only(graph).attributes);
  EXPECT_EQ(product.inFeatures, 2);
  EXPECT_TRUE(product.weightsTransposed);
  EXPECT_THAT(roles(graph, only(graph)),
              ElementsAre(TensorRole::activation, TensorRole::weight, TensorRole::bias));
}

TEST(Translate, GemmsFactorsGoIntoItsConstants) {
  const Graph graph = gemm("alpha", 2.0F);
  const auto bytes = loadBytes(graph[only(graph).inputs[1]].data);
  const auto* weights = reinterpret_cast<const float*>(bytes.data());
  EXPECT_THAT(std::vector<float>(weights, weights + 6), ElementsAre(2, 4, 6, 8, 10, 12));
  EXPECT_EQ(modelSize(graph).parameters, 9);
}

TEST(Translate, GemmOfActivationsIsAProduct) {
  TestModel model;
  model.input("a", {5, 2}).input("b", {5, 3}).output("y");
  set(model.node("Gemm", {"a", "b"}, {"y"}), "transA", std::int64_t{1});
  const Graph graph = model.unlowered();
  const auto& product = std::get<MatMul>(only(graph).attributes);
  EXPECT_EQ(product.inner, 5);
  EXPECT_TRUE(product.transposeA);
  EXPECT_EQ(macs(graph, OperatorId(std::size_t{0})), Macs(2 * 3 * 5));
}

Activation clip(std::int64_t opset, std::optional<float> low, std::optional<float> high) {
  TestModel model(opset);
  model.input("x", {2}).output("y");
  std::vector<std::string> inputs{"x"};
  if (opset >= 11) {
    inputs.push_back(low ? "low" : "");
    inputs.push_back(high ? "high" : "");
    if (low) model.floats("low", {}, {*low});
    if (high) model.floats("high", {}, {*high});
  }
  auto& node = model.node("Clip", inputs, {"y"});
  if (opset < 11 && low) set(node, "min", *low);
  if (opset < 11 && high) set(node, "max", *high);
  return std::get<Activation>(only(model.unlowered()).attributes);
}

TEST(Translate, ClipsByTheirBounds) {
  for (const std::int64_t opset : {6, 13}) {
    EXPECT_EQ(clip(opset, 0.0F, 6.0F), (Activation{"relu6", {}}));
    EXPECT_EQ(clip(opset, 0.0F, std::nullopt), (Activation{"relu", {}}));
    EXPECT_EQ(clip(opset, -1.0F, 1.0F), (Activation{"clip", {-1.0, 1.0}}));
  }
}

TEST(Translate, ActivationsWithTheirDefaults) {
  TestModel model;
  model.input("x", {2}).output("c");
  model.node("LeakyRelu", {"x"}, {"a"});
  model.node("HardSigmoid", {"a"}, {"b"});
  set(model.node("Elu", {"b"}, {"c"}), "alpha", 0.5F);
  const Graph graph = model.unlowered();
  EXPECT_EQ(std::get<Activation>(graph.operators()[0].attributes).parameters,
            std::vector<double>{0.01});
  EXPECT_EQ(std::get<Activation>(graph.operators()[1].attributes).function, "hardsigmoid");
  EXPECT_EQ(std::get<Activation>(graph.operators()[2].attributes).parameters,
            std::vector<double>{0.5});
}

TEST(Translate, ElementwiseOperatorsAndSlopes) {
  TestModel model;
  model.input("x", {2, 3}).floats("s", {3}).output("y").node("PRelu", {"x", "s"}, {"y"});
  const Graph graph = model.unlowered();
  EXPECT_EQ(std::get<Elementwise>(only(graph).attributes).function, "prelu");
  EXPECT_THAT(roles(graph, only(graph)),
              ElementsAre(TensorRole::activation, TensorRole::parameter));
}

TEST(Translate, BatchNormalizations) {
  TestModel model;
  model.input("x", {1, 3, 4, 4}).output("y");
  for (const std::string name : {"s", "b", "m", "v"}) model.floats(name, {3});
  set(model.node("BatchNormalization", {"x", "s", "b", "m", "v"}, {"y"}), "epsilon", 0.25F);
  const Graph graph = model.unlowered();
  EXPECT_EQ(std::get<BatchNormalization>(only(graph).attributes).epsilon, 0.25);
  EXPECT_THAT(roles(graph, only(graph)),
              ElementsAre(TensorRole::activation, TensorRole::parameter, TensorRole::parameter,
                          TensorRole::statistic, TensorRole::statistic));
  EXPECT_EQ(modelSize(graph).parameters, 6);
}

TEST(Translate, SliceAndPadForEveryAxis) {
  TestModel model;
  model.input("x", {2, 8}).ints("s", {-2}).ints("e", {INT64_MIN}).ints("a", {1}).ints("t", {-3});
  model.ints("p", {0, 1, 0, 2}).floats("v", {}, {3.0F}).output("y");
  model.node("Slice", {"x", "s", "e", "a", "t"}, {"z"});
  model.node("Pad", {"z", "p", "v"}, {"y"});
  const Graph graph = model.unlowered();
  const auto& slice = std::get<Slice>(graph.operators()[0].attributes);
  EXPECT_THAT(slice.starts, ElementsAre(0, 6));
  EXPECT_THAT(slice.steps, ElementsAre(1, -3));
  const auto& pad = std::get<Pad>(graph.operators()[1].attributes);
  EXPECT_THAT(pad.before, ElementsAre(0, 1));
  EXPECT_THAT(pad.after, ElementsAre(0, 2));
  EXPECT_EQ(pad.value, 3.0);
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{2, 6}));
  EXPECT_EQ(graph.operators()[0].inputs.size(), 1U);
}

TEST(Translate, QuantisedConvolutionsListScalesLast) {
  TestModel model;
  model.input("x", {1, 2, 4, 4}, 3).bytes("w", {3, 2, 1, 1}).ints("unused", {0});
  model.floats("xs", {}, {0.5F}).floats("ws", {3}, {1, 2, 3}).floats("ys", {}, {0.25F});
  model.bytes("xz", {}).bytes("wz", {3}).bytes("yz", {}).output("y", 3);
  auto& bias = *model.graph().add_initializer();
  bias.set_name("b");
  bias.set_data_type(6);
  bias.add_dims(3);
  for (int i = 0; i < 3; ++i) bias.add_int32_data(i);
  model.node("QLinearConv", {"x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"}, {"y"});
  const Graph graph = model.unlowered();
  const Operator& op = only(graph);
  ASSERT_EQ(op.inputs.size(), 9U);
  EXPECT_EQ(graph[op.inputs[1]].name, "w");
  EXPECT_EQ(graph[op.inputs[2]].role, TensorRole::bias);
  for (std::size_t i = 3; i < 9; ++i) EXPECT_EQ(graph[op.inputs[i]].role, TensorRole::constant);
  const auto& weights = *graph[op.inputs[1]].quantization;
  EXPECT_THAT(weights.scales, ElementsAre(1, 2, 3));
  EXPECT_THAT(weights.zeroPoints, ElementsAre(1, 1, 1));
  EXPECT_EQ(weights.axis, 0);
  EXPECT_THAT(graph[op.outputs[0]].quantization->scales, ElementsAre(0.25F));
  EXPECT_EQ(graph[graph.inputs()[0]].quantization->axis, -1);
  EXPECT_EQ(std::get<Convolution>(op.attributes).groups, 1);
}

TEST(Translate, QuantisePairsCarryTheirScale) {
  TestModel model;
  model.input("x", {1, 4}).floats("s", {}, {0.5F}).bytes("z", {}).output("y");
  model.node("QuantizeLinear", {"x", "s", "z"}, {"q"});
  model.node("DequantizeLinear", {"q", "s", "z"}, {"y"});
  const Graph graph = model.unlowered();
  ASSERT_EQ(graph.operators().size(), 2U);
  EXPECT_TRUE(is<Quantize>(graph.operators()[0]));
  EXPECT_TRUE(is<Dequantize>(graph.operators()[1]));
  const Tensor& stored = graph[graph.operators()[0].outputs[0]];
  EXPECT_EQ(stored.dtype, DType::int8);
  EXPECT_THAT(stored.quantization->zeroPoints, ElementsAre(1));
}

TEST(Translate, DequantisedWeightsBecomeIntegerFullyConnected) {
  TestModel model;
  model.input("x", {1, 4}).bytes("w", {4, 3}).floats("s", {}, {0.5F}).bytes("z", {}).output("y");
  model.node("DequantizeLinear", {"w", "s", "z"}, {"wf"});
  model.node("Gemm", {"x", "wf"}, {"y"});
  const Graph graph(model.import().network);
  const Operator& op = only(graph);
  EXPECT_TRUE(is<FullyConnected>(op));
  EXPECT_EQ(graph[op.inputs[1]].dtype, DType::int8);
  EXPECT_EQ(graph[op.inputs[1]].role, TensorRole::weight);
}

/// tf2onnx leaves weights transposed behind their DequantizeLinear.
TEST(Translate, TransposedQuantisedWeightsStayConstants) {
  TestModel model;
  model.input("x", {1, 2, 4, 4}).bytes("w", {3, 3, 2, 5}).floats("s", {5}, {1, 2, 3, 4, 5});
  model.bytes("z", {5}).output("y");
  set(model.node("DequantizeLinear", {"w", "s", "z"}, {"wf"}), "axis", std::int64_t{-1});
  set(model.node("Transpose", {"wf"}, {"wt"}), "perm", Ints{3, 2, 0, 1});
  model.node("Conv", {"x", "wt"}, {"y"});
  const Graph pairs = model.unlowered();
  ASSERT_EQ(pairs.operators().size(), 2U);
  EXPECT_TRUE(is<Dequantize>(pairs.operators()[0]));
  const Graph graph(model.import().network);
  const Tensor& weights = graph[only(graph).inputs[1]];
  EXPECT_EQ(weights.shape, (Shape{5, 2, 3, 3}));
  EXPECT_EQ(weights.dtype, DType::int8);
  EXPECT_EQ(weights.role, TensorRole::weight);
  ASSERT_NE(weights.quantization, nullptr);
  EXPECT_EQ(weights.quantization->axis, 0);
}

TEST(Translate, OnnxruntimesQuantisedOperators) {
  TestModel model;
  auto& opset = *model.proto.add_opset_import();
  opset.set_domain("com.microsoft");
  opset.set_version(1);
  model.input("a", {1, 4}, 3).input("b", {1, 4}, 3).floats("s", {}).bytes("z", {}).output("y", 3);
  model.node("QLinearAdd", {"a", "s", "z", "b", "s", "z", "s", "z"}, {"c"});
  auto& concat = model.node("QLinearConcat", {"s", "z", "c", "s", "z", "a", "s", "z"}, {"y"});
  set(concat, "axis", std::int64_t{1});
  for (int i = 0; i < 2; ++i) model.graph().mutable_node(i)->set_domain("com.microsoft");
  const Graph graph = model.unlowered();
  EXPECT_EQ(std::get<Elementwise>(graph.operators()[0].attributes).function, "add");
  EXPECT_EQ(graph[graph.operators()[0].inputs[1]].name, "b");
  EXPECT_EQ(std::get<Concat>(graph.operators()[1].attributes).axis, 1U);
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{1, 8}));
  EXPECT_NE(graph[graph.outputs()[0]].quantization, nullptr);
}

TEST(Translate, UnreadOptionalOutputsAreLeftOut) {
  TestModel model(10);
  model.input("x", {1, 1, 4, 4}).output("d");
  set(model.node("MaxPool", {"x"}, {"p", "indices"}), "kernel_shape", Ints{2, 2});
  model.node("Dropout", {"p"}, {"d", "mask"});
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph.operators()[0].outputs.size(), 1U);
  EXPECT_TRUE(is<Reshape>(graph.operators()[1]));
  EXPECT_EQ(Graph(model.import().network).operators().size(), 1U);
}

}  // namespace
}  // namespace tessera::onnx_import
