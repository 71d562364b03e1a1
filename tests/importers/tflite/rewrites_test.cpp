// What the import of a TFLite file rewrites by itself, and what it leaves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph.h"
#include "core/work.h"
#include "tests/importers/tflite/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::tflite_import {
namespace {

using test::expectError;
using testing::ElementsAre;

std::vector<std::string> typesOf(const Network& network) {
  std::vector<std::string> types;
  for (const Operator& op : network.operators) types.push_back(op.type);
  return types;
}

Network rewritten(const TestModel& model, std::set<std::string, std::less<>> enabled,
                  std::set<std::string, std::less<>> disabled = {}) {
  ImportOptions options;
  options.rewrites.enabled = std::move(enabled);
  options.rewrites.disabled = std::move(disabled);
  return imported(model, options).network;
}

/// Floats outside, integers inside: QUANTIZE, PAD, convolution, RESHAPE, DEQUANTIZE.
TestModel classifier() {
  const TensorExtras form{.scales = {0.5F}, .zeroPoints = {3}};
  TestModel model;
  const int x = model.tensor("x", {1, 4, 4, 1}, Type::FLOAT32);
  const int q = model.tensor("q", {1, 4, 4, 1}, Type::INT8, form);
  const int pads =
      model.values<std::int32_t>("pads", {4, 2}, Type::INT32, {0, 0, 1, 1, 1, 1, 0, 0});
  const int p = model.tensor("p", {1, 6, 6, 1}, Type::INT8, form);
  const int w = model.constant("w", {2, 3, 3, 1}, Type::INT8, std::string(18, '\1'), form);
  const int c = model.tensor("c", {1, 4, 4, 2}, Type::INT8, form);
  const int shape = model.list("shape", {1, -1});
  const int r = model.tensor("r", {1, 32}, Type::INT8, form);
  const int y = model.tensor("y", {1, 32}, Type::FLOAT32);
  model.op(Code::QUANTIZE, {x}, {q});
  model.op(Code::PAD, {q, pads}, {p});
  model.op(Code::CONV_2D, {p, w, -1}, {c}, convOptions({.padding = schema::Padding::VALID}));
  model.op(Code::RESHAPE, {c, shape}, {r});
  model.op(Code::DEQUANTIZE, {r}, {y});
  model.ends({x}, {y});
  return model;
}

TEST(TfliteRewrites, LeaveTheFilesOperatorsByDefault) {
  const Imported result = imported(classifier());
  EXPECT_THAT(typesOf(result.network),
              ElementsAre("QUANTIZE", "PAD", "CONV_2D", "RESHAPE", "DEQUANTIZE"));
  // A reshape is a view all the same.
  const Graph graph(result.network);
  EXPECT_EQ(graph.storage(graph.operators()[3].outputs[0]), graph.operators()[2].outputs[0]);
  for (const RewriteCount& rewrite : result.rewrites) {
    EXPECT_NE(rewrite.name, "integer-forms");
    EXPECT_EQ(rewrite.enabled, rewrite.name == "stored-constants" ||
                                   rewrite.name == "fuse-shuffle" ||
                                   rewrite.name == "alias-reshapes");
    EXPECT_EQ(rewrite.optional, !rewrite.enabled);
  }
}

TEST(TfliteRewrites, CountEveryConstantOfTheFile) {
  EXPECT_EQ(modelSize(Graph(imported(classifier()).network)).weightBytes.count(), 18 + 32 + 8);
}

TEST(TfliteRewrites, ReshapesCanBeCopies) {
  const Graph graph(rewritten(classifier(), {}, {"alias-reshapes"}));
  const TensorId reshaped = graph.operators()[3].outputs[0];
  EXPECT_EQ(graph.storage(reshaped), reshaped);
}

TEST(TfliteRewrites, IntegerEndsTakeTheConversionsOff) {
  const Network network = rewritten(classifier(), {"integer-ends"});
  EXPECT_THAT(typesOf(network), ElementsAre("PAD", "CONV_2D", "RESHAPE"));
  const Tensor& input = network.tensor(network.inputs.at(0));
  const Tensor& output = network.tensor(network.outputs.at(0));
  EXPECT_EQ(input.name, "x");
  EXPECT_EQ(input.dtype, DType::int8);
  EXPECT_EQ(input.quantization->zeroPoints.at(0), 3);
  EXPECT_EQ(output.name, "y");
  EXPECT_EQ(output.dtype, DType::int8);
}

TEST(TfliteRewrites, AllGoTogether) {
  const Network network = rewritten(classifier(), {"all"});
  EXPECT_THAT(typesOf(network), ElementsAre("CONV_2D", "RESHAPE"));
  const auto& conv = std::get<Convolution>(network.operators[0].attributes);
  EXPECT_EQ(conv.window.at(0), (WindowAxis{3, 1, 1, 1, 1}));
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 16 * 2 * 9);
}

TEST(TfliteRewrites, SwitchedOffWinsOverAskedFor) {
  EXPECT_THAT(typesOf(rewritten(classifier(), {"all"}, {"fuse-pad"})),
              ElementsAre("PAD", "CONV_2D", "RESHAPE"));
  EXPECT_THAT(typesOf(rewritten(classifier(), {"all"}, {"all"})),
              ElementsAre("QUANTIZE", "PAD", "CONV_2D", "RESHAPE", "DEQUANTIZE"));
  expectError(ErrorCode::usage, {"no rewrite is called 'fuse-pads'", "fuse-pad"},
              [] { rewritten(classifier(), {"fuse-pads"}); });
}

TEST(TfliteRewrites, AnotherScaleIsNoEnd) {
  TestModel model;
  const int x = model.tensor("x", {4}, Type::UINT8, {.scales = {1}, .zeroPoints = {128}});
  const int q = model.tensor("q", {4}, Type::INT8, {.scales = {1}, .zeroPoints = {0}});
  const int y = model.tensor("y", {4}, Type::INT8, {.scales = {1}, .zeroPoints = {0}});
  model.op(Code::QUANTIZE, {x}, {q});
  model.op(Code::RELU, {q}, {y});
  model.ends({x}, {y});
  EXPECT_THAT(typesOf(rewritten(model, {"integer-ends"})), ElementsAre("QUANTIZE", "RELU"));
}

TEST(TfliteRewrites, AnEndThatIsReadTwiceStays) {
  TestModel model;
  const int x = model.tensor("x", {4}, Type::FLOAT32);
  const int q = model.tensor("q", {4}, Type::INT8, {.scales = {1}, .zeroPoints = {0}});
  const int y = model.tensor("y", {4}, Type::FLOAT32);
  model.op(Code::QUANTIZE, {x}, {q});
  model.op(Code::RELU, {x}, {y});
  model.ends({x}, {q, y});
  EXPECT_THAT(typesOf(rewritten(model, {"integer-ends"})), ElementsAre("QUANTIZE", "RELU"));
}

/// Weights stored as float16 and dequantised, as TFLite's float16 quantisation writes them.
TestModel halfWeights() {
  TestModel model;
  const int x = model.tensor("x", {1, 4}, Type::FLOAT32);
  const int half = model.constant("half", {2, 4}, Type::FLOAT16, std::string(16, '\1'));
  const int w = model.tensor("w", {2, 4}, Type::FLOAT32);
  const int y = model.tensor("y", {1, 2}, Type::FLOAT32);
  model.op(Code::DEQUANTIZE, {half}, {w});
  model.op(Code::FULLY_CONNECTED, {x, w, -1}, {y}, fullyConnectedOptions());
  model.ends({x}, {y});
  return model;
}

TEST(TfliteConstants, ThatAreOnlyDequantisedStayAsStored) {
  const Network network = imported(halfWeights()).network;
  EXPECT_THAT(typesOf(network), ElementsAre("FULLY_CONNECTED"));
  EXPECT_TRUE(is<FullyConnected>(network.operators[0]));
  const Tensor& weights = network.tensor(network.operators[0].inputs.at(1));
  EXPECT_EQ(weights.dtype, DType::float16);
  EXPECT_EQ(weights.role, TensorRole::weight);
  EXPECT_EQ(modelSize(Graph(network)).weightBytes.count(), 16);
  EXPECT_THAT(typesOf(rewritten(halfWeights(), {}, {"stored-constants"})),
              ElementsAre("DEQUANTIZE", "FULLY_CONNECTED"));
}

/// The shape arithmetic that converters leave behind Reshape layers: SHAPE, STRIDED_SLICE, PACK.
TestModel computedReshape() {
  TestModel model;
  const int x = model.tensor("x", {1, 6}, Type::INT8, {.signature = {-1, 6}});
  const int shape = model.tensor("shape", {2}, Type::INT32);
  const int zero = model.list("zero", {0});
  const int one = model.list("one", {1});
  const int batch = model.tensor("batch", {}, Type::INT32);
  const int two = model.values<std::int32_t>("two", {}, Type::INT32, {2});
  const int three = model.values<std::int32_t>("three", {}, Type::INT32, {3});
  const int packed = model.tensor("packed", {3}, Type::INT32);
  const int y = model.tensor("y", {1, 2, 3}, Type::INT8, {.signature = {-1, 2, 3}});
  model.op(Code::SHAPE, {x}, {shape});
  model.op(Code::STRIDED_SLICE, {shape, zero, one, one}, {batch},
           {schema::BuiltinOptions::StridedSliceOptions, [](FlatBuilder& builder) {
              return schema::CreateStridedSliceOptions(builder, 0, 0, 0, 0, 1).Union();
            }});
  model.op(Code::PACK, {batch, two, three}, {packed},
           {schema::BuiltinOptions::PackOptions,
            [](FlatBuilder& builder) { return schema::CreatePackOptions(builder, 3, 0).Union(); }});
  model.op(Code::RESHAPE, {x, packed}, {y});
  model.ends({x}, {y});
  return model;
}

TEST(TfliteConstants, ComputedShapesStayOperatorsThatAReshapeReads) {
  const Network network = asInFile(computedReshape());
  EXPECT_THAT(typesOf(network), ElementsAre("SHAPE", "STRIDED_SLICE", "PACK", "RESHAPE"));
  EXPECT_EQ(network.operators[3].inputs.size(), 2U);
}

TEST(TfliteConstants, ComputedShapesFoldWhereAsked) {
  const Network network = rewritten(computedReshape(), {"fold-constants"});
  EXPECT_THAT(typesOf(network), ElementsAre("RESHAPE"));
  const Tensor& shape = network.tensor(network.operators[0].inputs.at(1));
  EXPECT_EQ(loadBytes(shape.data), loadBytes(inlineConstant<std::int32_t>(
                                       std::vector<std::int32_t>{1, 2, 3}, DType::int32)));
}

TEST(TfliteConstants, ComputedShapesFollowAGivenOne) {
  const Network network = asInFile(computedReshape(), {{"x", Shape{5, 6}}});
  EXPECT_EQ(network.tensor(network.outputs.at(0)).shape, (Shape{5, 2, 3}));
}

TEST(TfliteConstants, WithoutElementsNeedNoBytes) {
  TestModel model;
  const int x = model.tensor("x", {1, 1}, Type::INT8);
  const int shape = model.tensor("shape", {0}, Type::INT32);
  const int y = model.tensor("y", {}, Type::INT8);
  model.op(Code::RESHAPE, {x, shape}, {y});
  model.ends({x}, {y});
  EXPECT_EQ(Graph(asInFile(model)).operators().size(), 1U);
}

TEST(TfliteConstants, AnInputWithValuesIsOne) {
  TestModel model;
  const int x = model.tensor("x", {2}, Type::INT8);
  const int w = model.constant("w", {2}, Type::INT8, "ab");
  const int y = model.tensor("y", {2}, Type::INT8);
  model.op(Code::ADD, {x, w}, {y});
  model.ends({x, w}, {y});
  const Imported result = imported(model);
  EXPECT_EQ(result.network.inputs.size(), 1U);
  EXPECT_THAT(result.warnings,
              ElementsAre("input 'w' has values in the file and is taken as a constant"));
}

}  // namespace
}  // namespace tessera::tflite_import
