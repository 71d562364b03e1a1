#include "importers/tflite/importing.h"

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
using testing::HasSubstr;

/// x -> RELU -> y.
TestModel relu(const Indices& shape, Type type = Type::INT8, const TensorExtras& extras = {}) {
  TestModel model;
  const int x = model.tensor("x", shape, type, extras);
  const int y = model.tensor("y", shape, type, extras);
  model.op(Code::RELU, {x}, {y});
  model.ends({x}, {y});
  return model;
}

const Tensor& named(const Network& network, const std::string& name) {
  for (const Tensor& tensor : network.tensors) {
    if (tensor.name == name) return tensor;
  }
  throw std::out_of_range(name);
}

TEST(TfliteTensors, HaveTheElementTypesOfTheFormat) {
  const std::vector<std::pair<Type, DType>> types{
      {Type::FLOAT32, DType::float32},   {Type::FLOAT16, DType::float16},
      {Type::BFLOAT16, DType::bfloat16}, {Type::FLOAT64, DType::float64},
      {Type::INT4, DType::int4},         {Type::UINT4, DType::uint4},
      {Type::INT8, DType::int8},         {Type::UINT8, DType::uint8},
      {Type::INT16, DType::int16},       {Type::UINT16, DType::uint16},
      {Type::INT32, DType::int32},       {Type::UINT32, DType::uint32},
      {Type::INT64, DType::int64},       {Type::UINT64, DType::uint64},
      {Type::BOOL, DType::boolean},      {Type::COMPLEX64, DType::complex64}};
  for (const auto& [type, dtype] : types) {
    EXPECT_EQ(named(asInFile(relu({3}, type)), "x").dtype, dtype);
  }
  expectError(ErrorCode::unsupported, {"string", "tensor 'x'"},
              [] { asInFile(relu({3}, Type::STRING)); });
  expectError(ErrorCode::unsupported, {"element type: INT2", "tensor 'x'"},
              [] { asInFile(relu({3}, Type::INT2)); });
  expectError(ErrorCode::unsupported, {"element type: 99"},
              [] { asInFile(relu({3}, static_cast<Type>(99))); });
}

TEST(TfliteTensors, CarryTheirScales) {
  const Network single = asInFile(relu({2, 3}, Type::INT8, {.scales = {0.5F}, .zeroPoints = {-3}}));
  const Quantization& one = *named(single, "x").quantization;
  EXPECT_THAT(one.scales, ElementsAre(0.5F));
  EXPECT_THAT(one.zeroPoints, ElementsAre(-3));
  EXPECT_EQ(one.axis, -1);

  const Network many = asInFile(
      relu({2, 3}, Type::INT8, {.scales = {1, 2, 3}, .zeroPoints = {4, 5, 6}, .quantizedAxis = 1}));
  const Quantization& three = *named(many, "x").quantization;
  EXPECT_THAT(three.scales, ElementsAre(1, 2, 3));
  EXPECT_THAT(three.zeroPoints, ElementsAre(4, 5, 6));
  EXPECT_EQ(three.axis, 1);

  const Network shared = asInFile(
      relu({2, 3}, Type::INT8, {.scales = {1, 2, 3}, .zeroPoints = {0}, .quantizedAxis = 1}));
  EXPECT_THAT(named(shared, "x").quantization->zeroPoints, ElementsAre(0, 0, 0));

  // TFLite Micro's own person_detect numbers the axis of its biases so.
  const Network bias = asInFile(
      relu({3}, Type::INT32, {.scales = {1, 2, 3}, .zeroPoints = {0}, .quantizedAxis = 3}));
  EXPECT_EQ(named(bias, "x").quantization->axis, 0);

  EXPECT_EQ(named(asInFile(relu({2, 3})), "x").quantization, nullptr);
  const TensorExtras blockwise{.scales = {1}, .otherQuantization = true};
  EXPECT_EQ(named(asInFile(relu({2, 3}, Type::INT8, blockwise)), "x").quantization, nullptr);
}

TEST(TfliteTensors, RefuseScalesThatDoNotFit) {
  const auto refuses = [](const TensorExtras& extras, const std::string& message) {
    expectError(ErrorCode::input, {"tensor 'x'", message}, [&] {
      asInFile(relu({2, 3}, Type::INT8, extras));
    });
  };
  refuses({.scales = {1, 2, 3}, .quantizedAxis = 0}, "3 scales for axis 0 of shape 2x3");
  refuses({.scales = {1, 2}, .quantizedAxis = 5}, "2 scales for axis 5");
  refuses({.scales = {1, 2}, .quantizedAxis = -1}, "2 scales for axis -1");
  refuses({.scales = {1, 2, 3}, .zeroPoints = {1, 2}, .quantizedAxis = 1}, "2 zero points");
  refuses({.scales = {1}, .zeroPoints = {1LL << 40}}, "a zero point of 64 bits");
}

TEST(TfliteTensors, RefuseWhatTheyCannotHold) {
  expectError(ErrorCode::input, {"tensor 'x'", "an extent of -2"}, [] { asInFile(relu({-2})); });
  expectError(ErrorCode::input, {"tensor 'x'", "exceeds 64 bits"}, [] {
    asInFile(relu({INT32_MAX, INT32_MAX, INT32_MAX}));
  });
  expectError(ErrorCode::input, {"tensor 'x'", "a rank of 65"},
              [] { asInFile(relu(Indices(65, 1))); });
  expectError(ErrorCode::unsupported, {"sparse", "tensor 'x'"},
              [] { asInFile(relu({3}, Type::INT8, {.sparse = true})); });
  expectError(ErrorCode::unsupported, {"external data", "tensor 'x'"},
              [] { asInFile(relu({3}, Type::INT8, {.externalBuffer = 1})); });
}

TEST(TfliteTensors, HaveNamesOfTheirOwn) {
  TestModel model;
  const int x = model.tensor("", {2});
  const int y = model.tensor("same", {2});
  const int z = model.tensor("same", {2});
  model.op(Code::RELU, {x}, {y});
  model.op(Code::RELU, {y}, {z});
  model.ends({x}, {z});
  const Network network = asInFile(model);
  std::vector<std::string> names;
  for (const Tensor& tensor : network.tensors) names.push_back(tensor.name);
  EXPECT_THAT(names, ElementsAre("tensor 0", "same", "same#2"));
}

TEST(TfliteOperators, HaveTheLargerOfTheirTwoCodes) {
  TestModel model = relu({3});
  EXPECT_EQ(asInFile(model).operators.at(0).type, "RELU");
  model.oldCodes = true;
  EXPECT_EQ(asInFile(model).operators.at(0).type, "RELU");

  TestModel late;
  const int x = late.tensor("x", {3}, Type::FLOAT32);
  const int y = late.tensor("y", {3}, Type::FLOAT32);
  late.op(Code::GELU, {x}, {y});
  late.ends({x}, {y});
  EXPECT_EQ(asInFile(late).operators.at(0).type, "GELU");
  EXPECT_EQ(std::get<Activation>(asInFile(late).operators.at(0).attributes).function, "gelu");
}

TEST(TfliteOperators, ThatAreNotKnownAreOpaqueUnderTheirOwnName) {
  TestModel model;
  const int x = model.tensor("x", {3});
  const int a = model.tensor("a", {5});
  const int b = model.tensor("b", {7});
  const int y = model.tensor("y", {9});
  model.custom("MyFancyOp", {x, -1}, {a});
  model.op(Code::SEGMENT_SUM, {a}, {b});
  model.op(static_cast<Code>(4321), {b}, {y});
  model.ends({x}, {y});
  const Network network = asInFile(model);
  std::vector<std::string> types;
  for (const Operator& op : network.operators) {
    types.push_back(op.name + " " + op.type);
    EXPECT_TRUE(is<Opaque>(op));
  }
  EXPECT_THAT(types, ElementsAre("MyFancyOp_0 MyFancyOp", "SEGMENT_SUM_1 SEGMENT_SUM",
                                 "BUILTIN_4321_2 BUILTIN_4321"));
  EXPECT_EQ(modelWork(Graph(network)).unknownOperators, 3U);
}

TEST(TfliteOperators, RefuseIndicesOutOfRange) {
  const auto refuses = [](const Indices& inputs, const Indices& outputs, const std::string& word) {
    TestModel model;
    model.tensor("x", {3});
    model.op(Code::RELU, inputs, outputs);
    expectError(ErrorCode::input, {"model.tflite: subgraph 0: operator 0 (RELU)", word},
                [&] { asInFile(model); });
  };
  refuses({4}, {0}, "there is no tensor 4 among 1");
  refuses({-2}, {0}, "there is no tensor -2 among 1");
  refuses({0}, {-1}, "there is no tensor -1 among 1");
  refuses({-1}, {0}, "input 0 is missing");
  TestModel code = relu({3});
  code.codeOffset = 5;
  expectError(ErrorCode::input, {"operator 0", "no operator code 5 among 1"},
              [&] { asInFile(code); });
  TestModel ends = relu({3});
  ends.ends({9}, {0});
  expectError(ErrorCode::input, {"graph inputs", "no tensor 9 among 2"}, [&] { asInFile(ends); });
}

TEST(TfliteOperators, RefuseToWriteAConstant) {
  TestModel model;
  const int x = model.tensor("x", {2});
  const int w = model.constant("w", {2}, Type::INT8, "ab");
  model.op(Code::RELU, {x}, {w});
  expectError(ErrorCode::input, {"operator 0 (RELU)", "writes to tensor 'w', a constant"},
              [&] { asInFile(model); });
}

TEST(TfliteOperators, RefuseToWriteATensorTwice) {
  TestModel model = relu({2});
  model.op(Code::RELU, {0}, {1});
  expectError(ErrorCode::input, {"operator 1 (RELU)", "writes tensor 'y' a second time"},
              [&] { asInFile(model); });
}

TEST(TfliteOperators, RefuseControlFlow) {
  for (const Code code : {Code::IF, Code::WHILE, Code::CALL, Code::STABLEHLO_CASE}) {
    TestModel model;
    const int x = model.tensor("x", {2});
    const int y = model.tensor("y", {2});
    model.op(code, {x}, {y});
    model.ends({x}, {y});
    expectError(ErrorCode::unsupported, {"control flow", schema::EnumNameBuiltinOperator(code)},
                [&] { asInFile(model); });
  }
}

TEST(TfliteOperators, RefuseToWriteNothing) {
  TestModel model;
  const int x = model.tensor("x", {2});
  model.custom("Print", {x}, {});
  model.ends({x}, {x});
  expectError(ErrorCode::unsupported, {"no output", "operator 0 (Print)"},
              [&] { asInFile(model); });
}

/// As Vela writes ethos-u operators: they read the tensors that they work in, and share them.
TEST(TfliteOperators, OwnTheWorkspaceThatACustomOneReads) {
  TestModel model;
  const int x = model.tensor("x", {1, 8});
  const int scratch = model.tensor("scratch", {512}, Type::UINT8);
  const int a = model.tensor("a", {1, 8});
  const int y = model.tensor("y", {1, 8});
  model.custom("ethos-u", {scratch, scratch, x}, {a});
  model.custom("ethos-u", {scratch, scratch, a}, {y});
  model.ends({x}, {y});
  const Graph graph{asInFile(model)};
  std::vector<std::vector<std::string>> outputs;
  for (const Operator& op : graph.operators()) {
    std::vector<std::string>& names = outputs.emplace_back();
    for (const TensorId output : op.outputs) names.push_back(graph[output].name);
    EXPECT_EQ(op.inputs.size(), 1U);
  }
  EXPECT_THAT(outputs,
              ElementsAre(ElementsAre("a", "scratch"), ElementsAre("y", "scratch of ethos-u_1")));
}

TEST(TfliteSubgraphs, ButTheFirstAreNamedInWarnings) {
  TestModel model = relu({3});
  model.otherSubgraph("training");
  EXPECT_THAT(imported(model).warnings,
              ElementsAre(HasSubstr("subgraph 1 'training' is left out")));
  for (int i = 0; i < 8; ++i) model.otherSubgraph("more");
  EXPECT_THAT(imported(model).warnings.back(), HasSubstr("4 more subgraphs are left out"));
}

TEST(TfliteMetadata, OffsetsOfTheFileAreNamedInAWarning) {
  TestModel model = relu({3});
  model.metadata = {"min_runtime_version"};
  EXPECT_TRUE(imported(model).warnings.empty());
  model.metadata = {"min_runtime_version", "OfflineMemoryAllocation"};
  EXPECT_THAT(imported(model).warnings, ElementsAre(HasSubstr("OfflineMemoryAllocation")));
}

TEST(TfliteMetadata, TheFilesTensorsAreListedInItsOrder) {
  TestModel model = relu({3});
  model.tensor("unused", {4});
  EXPECT_THAT(imported(model).fileTensors, ElementsAre("x", "y", "unused"));
}

TEST(TfliteSubgraphs, CallOnceIsLeftOutWithAWarning) {
  TestModel model = relu({3});
  model.op(Code::CALL_ONCE, {}, {},
           {schema::BuiltinOptions::CallOnceOptions, [](FlatBuilder& builder) {
              return schema::CreateCallOnceOptions(builder, 1).Union();
            }});
  model.otherSubgraph("init");
  const Imported result = imported(model);
  EXPECT_EQ(result.network.operators.size(), 1U);
  EXPECT_THAT(result.warnings,
              ElementsAre(HasSubstr("operator 1 (CALL_ONCE): subgraph 1 runs once"),
                          HasSubstr("subgraph 1 'init' is left out")));
}

TEST(TfliteInputs, AnOpenBatchIsOne) {
  const Imported result = imported(relu({1, 4}, Type::INT8, {.signature = {-1, 4}}));
  EXPECT_EQ(named(result.network, "x").shape, (Shape{1, 4}));
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_EQ(named(asInFile(relu({-1, 4})), "y").shape, (Shape{1, 4}));
}

TEST(TfliteInputs, OtherOpenExtentsAreAskedFor) {
  const TestModel model = relu({1, 1, 3}, Type::INT8, {.signature = {-1, -1, 3}});
  expectError(ErrorCode::unsupported,
              {"symbolic input", "'x' has open dimensions [?, ?, 3]", "--input-shape x=1x<dim1>x3"},
              [&] { asInFile(model); });
  EXPECT_EQ(named(asInFile(model, {{"x", Shape{2, 5, 3}}}), "y").shape, (Shape{2, 5, 3}));
}

/// As TensorFlow Lite Micro reads them.
TEST(TfliteInputs, OpenExtentsAreOneWhereTheInterpreterSaysSo) {
  const TestModel model = relu({1, 1, 3}, Type::INT8, {.signature = {-1, -1, 3}});
  ImportOptions options;
  options.openAsOne = true;
  const Imported result = imported(model, options);
  EXPECT_EQ(named(result.network, "y").shape, (Shape{1, 1, 3}));
  EXPECT_THAT(result.warnings,
              ElementsAre(testing::AllOf(HasSubstr("taken as 1"),
                                         HasSubstr("--input-shape x=1x<dim1>x3"))));
  options.inputShapes = {{"x", Shape{1, 7, 3}}};
  EXPECT_EQ(named(imported(model, options).network, "y").shape, (Shape{1, 7, 3}));
}

TEST(TfliteInputs, GivenShapesReachTheEnd) {
  TestModel model;
  const int x = model.tensor("x", {1, 8, 8, 2});
  const int w = model.constant("w", {1, 3, 3, 2}, Type::INT8, std::string(18, '\1'));
  const int a = model.tensor("a", {1, 4, 4, 2});
  const int axes = model.list("axes", {1, 2});
  const int y = model.tensor("y", {1, 2});
  model.op(Code::DEPTHWISE_CONV_2D, {x, w, -1}, {a},
           depthwiseOptions({.strideRows = 2, .strideColumns = 2}));
  model.op(Code::MEAN, {a, axes}, {y}, reducerOptions(false));
  model.ends({x}, {y});
  const Network network = asInFile(model, {{"x", Shape{3, 10, 6, 2}}});
  EXPECT_EQ(named(network, "a").shape, (Shape{3, 5, 3, 2}));
  EXPECT_EQ(named(network, "y").shape, (Shape{3, 2}));
  expectError(ErrorCode::usage, {"rank 2", "the file says 4"}, [&] {
    asInFile(model, {{"x", Shape{3, 10}}});
  });
  expectError(ErrorCode::usage, {"no input 'z'", "'x'"}, [&] {
    asInFile(model, {{"z", Shape{3, 10}}});
  });
  expectError(ErrorCode::input, {"operator 0", "change --input-shape"}, [&] {
    asInFile(model, {{"x", Shape{3, 10, 6, 5}}});
  });
}

TEST(TfliteShapes, OfUnknownOperatorsAreTheFilesUnlessAnInputChanged) {
  TestModel model;
  const int x = model.tensor("x", {1, 8});
  const int y = model.tensor("y", {1, 5});
  model.custom("Fancy", {x}, {y});
  model.ends({x}, {y});
  EXPECT_EQ(named(asInFile(model), "y").shape, (Shape{1, 5}));
  expectError(ErrorCode::unsupported, {"unknown shape", "operator 0 (Fancy)", "tensor 'y'"}, [&] {
    asInFile(model, {{"x", Shape{2, 8}}});
  });
}

TEST(TfliteShapes, ThatNothingSaysAreRefused) {
  TestModel open;
  const int x = open.tensor("x", {1, 8});
  const int y = open.tensor("y", {1, 1}, Type::INT8, {.signature = {-1, -1}});
  open.custom("Fancy", {x}, {y});
  open.ends({x}, {y});
  expectError(ErrorCode::unsupported, {"unknown shape", "tensor 'y'"}, [&] { asInFile(open); });
  TestModel rankless;
  const int a = rankless.tensor("a", {1, 8});
  const int b = rankless.tensor("b", {});
  rankless.custom("Fancy", {a}, {b});
  rankless.ends({a}, {b});
  EXPECT_EQ(named(asInFile(rankless), "b").shape, Shape{});
  rankless.ranks = false;
  expectError(ErrorCode::unsupported, {"unknown shape", "tensor 'b'"}, [&] { asInFile(rankless); });
}

TEST(TfliteShapes, OfTheFileCountWhereAnOperatorContradictsThem) {
  TestModel model;
  const int x = model.tensor("x", {1, 6});
  const int shape = model.list("shape", {2, 3});
  const int y = model.tensor("y", {3, 2});
  model.op(Code::RESHAPE, {x, shape}, {y});
  model.ends({x}, {y});
  const Imported result = imported(model);
  EXPECT_EQ(named(result.network, "y").shape, (Shape{3, 2}));
  EXPECT_THAT(result.warnings,
              ElementsAre("tensor 'y': the file declares 3x2, its operator gives 2x3"));
}

}  // namespace
}  // namespace tessera::tflite_import
