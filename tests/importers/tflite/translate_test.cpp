#include "importers/tflite/translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/graph.h"
#include "core/work.h"
#include "tests/importers/tflite/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::tflite_import {
namespace {

using schema::ActivationFunctionType;
using schema::BuiltinOptions;
using test::expectError;
using testing::ElementsAre;

/// A model of one operator with one data input 'x' and one output 'y'.
class OneOperator {
 public:
  OneOperator(const Indices& x, const Indices& y, Type type = Type::FLOAT32) {
    x_ = model_.tensor("x", x, type);
    y_ = model_.tensor("y", y, type);
  }
  /// A constant list of int32 as a further input.
  OneOperator& with(const Indices& entries) {
    more_.push_back(model_.list("list" + std::to_string(more_.size()), entries));
    return *this;
  }
  OneOperator& reading(int tensor) {
    more_.push_back(tensor);
    return *this;
  }
  TestModel& model() { return model_; }
  Network run(Code code, const Options& options = {}) {
    Indices inputs{x_};
    inputs.insert(inputs.end(), more_.begin(), more_.end());
    model_.op(code, inputs, {y_}, options);
    model_.ends({x_}, {y_});
    return asInFile(model_);
  }

 private:
  TestModel model_;
  int x_ = 0;
  int y_ = 0;
  Indices more_;
};

template <class Kind>
Kind firstKind(const Network& network) {
  return std::get<Kind>(network.operators.at(0).attributes);
}

TEST(TfliteElementwise, FunctionsHaveOurWords) {
  const std::vector<std::pair<Code, std::string>> unary{
      {Code::ABS, "abs"},     {Code::CEIL, "ceil"},         {Code::COS, "cos"},
      {Code::EXP, "exp"},     {Code::FLOOR, "floor"},       {Code::HARD_SWISH, "hardswish"},
      {Code::LOG, "log"},     {Code::LOGICAL_NOT, "not"},   {Code::LOGISTIC, "sigmoid"},
      {Code::NEG, "neg"},     {Code::RELU, "relu"},         {Code::RELU6, "relu6"},
      {Code::ROUND, "round"}, {Code::RSQRT, "rsqrt"},       {Code::SIN, "sin"},
      {Code::SQRT, "sqrt"},   {Code::SQUARE, "square"},     {Code::TANH, "tanh"},
      {Code::ELU, "elu"},     {Code::RELU_N1_TO_1, "clip"}, {Code::RELU_0_TO_1, "clip"}};
  for (const auto& [code, word] : unary) {
    EXPECT_EQ(firstKind<Activation>(OneOperator({2, 3}, {2, 3}).run(code)).function, word);
  }
  EXPECT_EQ(firstKind<Activation>(OneOperator({2}, {2}).run(Code::RELU_N1_TO_1)).parameters,
            (std::vector<double>{-1, 1}));
}

TEST(TfliteElementwise, WorkThatIsNotCountedKeepsTheShape) {
  for (const Code code :
       {Code::L2_NORMALIZATION, Code::LOCAL_RESPONSE_NORMALIZATION, Code::CUMSUM}) {
    OneOperator open({2, 3}, {-1, -1});
    const Network network = open.run(code);
    EXPECT_TRUE(std::holds_alternative<Opaque>(network.operators.at(0).attributes));
    EXPECT_EQ(network.tensor(network.outputs.at(0)).shape, (Shape{2, 3}));
  }
}

TEST(TfliteElementwise, LeakyReluHasItsSlope) {
  const auto slope = options(BuiltinOptions::LeakyReluOptions, [](FlatBuilder& builder) {
    return schema::CreateLeakyReluOptions(builder, 0.25F);
  });
  const auto leaky = firstKind<Activation>(OneOperator({2}, {2}).run(Code::LEAKY_RELU, slope));
  EXPECT_EQ(leaky, (Activation{"leakyrelu", {0.25}}));
}

Network binary(Code code, const Indices& a, const Indices& b, const Indices& y,
               const Options& given = {}) {
  TestModel model;
  const int left = model.tensor("a", a);
  const int right = model.tensor("b", b);
  const int out = model.tensor("y", y);
  model.op(code, {left, right}, {out}, given);
  model.ends({left, right}, {out});
  return asInFile(model);
}

TEST(TfliteElementwise, BinaryFunctionsBroadcastAndFuse) {
  const Network add =
      binary(Code::ADD, {1, 4, 4, 3}, {3}, {1, 4, 4, 3}, addOptions(ActivationFunctionType::RELU));
  EXPECT_EQ(firstKind<Elementwise>(add).function, "add");
  EXPECT_EQ(add.operators[0].fusedActivation, (Activation{"relu", {}}));
  EXPECT_EQ(firstKind<Elementwise>(binary(Code::MAXIMUM, {2, 1}, {1, 3}, {2, 3})).function, "max");
  EXPECT_EQ(firstKind<Elementwise>(binary(Code::LESS_EQUAL, {2}, {2}, {2})).function,
            "lessorequal");
  expectError(ErrorCode::input, {"operator 0 (MUL)", "do not broadcast"}, [] {
    binary(Code::MUL, {2, 3}, {2, 2}, {2, 3});
  });
}

TEST(TfliteElementwise, PreluReadsAParameter) {
  OneOperator prelu({1, 2, 2, 3}, {1, 2, 2, 3});
  prelu.reading(prelu.model().values<float>("alpha", {1, 1, 3}, Type::FLOAT32, {1, 2, 3}));
  const Network network = prelu.run(Code::PRELU);
  EXPECT_EQ(firstKind<Elementwise>(network).function, "prelu");
  EXPECT_EQ(network.tensor(network.operators[0].inputs.at(1)).role, TensorRole::parameter);
}

TEST(TfliteMatrix, FullyConnectedReadsAnyShapeAsRows) {
  const auto dense = [](const Indices& x, const Indices& y, bool keepsRank) {
    OneOperator one(x, y);
    one.reading(one.model().values<float>("w", {2, 6}, Type::FLOAT32, std::vector<float>(12)));
    return one.run(Code::FULLY_CONNECTED, fullyConnectedOptions(keepsRank));
  };
  const Network flat = dense({1, 2, 3}, {1, 2}, false);
  EXPECT_EQ(firstKind<FullyConnected>(flat).inFeatures, 6);
  EXPECT_TRUE(firstKind<FullyConnected>(flat).weightsTransposed);
  EXPECT_EQ(modelWork(Graph(flat)).macs.count(), 12);
  EXPECT_EQ(modelWork(Graph(dense({5, 4, 6}, {5, 4, 2}, true))).macs.count(), 20 * 12);
  EXPECT_EQ(modelWork(Graph(dense({5, 4, 6}, {20, 2}, false))).macs.count(), 20 * 12);
  // Rows under another shape, as converters write them.
  EXPECT_EQ(modelWork(Graph(dense({1, 6}, {1, 1, 1, 2}, false))).macs.count(), 12);
  expectError(ErrorCode::input, {"weights of shape 2x6 do not fit an input of 1x5"}, [&] {
    dense({1, 5}, {1, 2}, false);
  });
}

TEST(TfliteMatrix, FullyConnectedOnComputedWeightsIsAProduct) {
  TestModel model;
  const int x = model.tensor("x", {1, 6});
  const int w = model.tensor("w", {2, 6});
  const int y = model.tensor("y", {1, 2});
  model.op(Code::FULLY_CONNECTED, {x, w}, {y}, fullyConnectedOptions());
  model.ends({x, w}, {y});
  const auto product = firstKind<MatMul>(asInFile(model));
  EXPECT_EQ(product.inner, 6);
  EXPECT_TRUE(product.transposeB);
}

TEST(TfliteMatrix, RefusesShuffledWeights) {
  OneOperator one({1, 6}, {1, 2});
  one.reading(one.model().values<float>("w", {2, 6}, Type::FLOAT32, std::vector<float>(12)));
  const auto shuffled = options(BuiltinOptions::FullyConnectedOptions, [](FlatBuilder& builder) {
    return schema::CreateFullyConnectedOptions(builder, ActivationFunctionType::NONE, 1);
  });
  expectError(ErrorCode::unsupported, {"weights format", "shuffled"},
              [&] { one.run(Code::FULLY_CONNECTED, shuffled); });
}

TEST(TfliteMatrix, BatchMatmul) {
  const auto turned = options(BuiltinOptions::BatchMatMulOptions, [](FlatBuilder& builder) {
    return schema::CreateBatchMatMulOptions(builder, false, true);
  });
  const Network network = binary(Code::BATCH_MATMUL, {2, 1, 4, 5}, {3, 6, 5}, {2, 3, 4, 6}, turned);
  EXPECT_EQ(firstKind<MatMul>(network).inner, 5);
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 2 * 3 * 4 * 6 * 5);
  expectError(ErrorCode::input, {"do not fit"}, [&] {
    binary(Code::BATCH_MATMUL, {4, 5}, {5, 6}, {4, 6}, turned);
  });
}

TEST(TfliteReduce, AxesAndRank) {
  const Network kept =
      OneOperator({1, 4, 4, 3}, {1, 1, 1, 3}).with({1, 2}).run(Code::MEAN, reducerOptions(true));
  EXPECT_EQ(firstKind<Reduce>(kept).function, "mean");
  EXPECT_THAT(firstKind<Reduce>(kept).axes, ElementsAre(1, 2));
  const Network dropped = OneOperator({1, 4, 4, 3}, {1, 3})
                              .with({-2, 1, 1})
                              .run(Code::REDUCE_MAX, reducerOptions(false));
  EXPECT_THAT(firstKind<Reduce>(dropped).axes, ElementsAre(1, 2));
  EXPECT_EQ(firstKind<Reduce>(OneOperator({1, 7}, {1}).with({-1}).run(Code::ARG_MAX)).function,
            "argmax");
  expectError(ErrorCode::input, {"axis 4 does not fit rank 4"}, [] {
    OneOperator({1, 4, 4, 3}, {1, 3}).with({4}).run(Code::SUM, reducerOptions(false));
  });
}

TEST(TfliteReduce, SoftmaxIsAlongTheLastAxis) {
  EXPECT_EQ(firstKind<Softmax>(OneOperator({1, 2, 5}, {1, 2, 5}).run(Code::SOFTMAX)).axis, 2U);
  EXPECT_TRUE(firstKind<Softmax>(OneOperator({5}, {5}).run(Code::LOG_SOFTMAX)).logarithmic);
}

TEST(TfliteReduce, SoftmaxHasItsFactor) {
  const auto half = options(BuiltinOptions::SoftmaxOptions, [](FlatBuilder& builder) {
    return schema::CreateSoftmaxOptions(builder, 0.5F);
  });
  EXPECT_EQ(firstKind<Softmax>(OneOperator({5}, {5}).run(Code::SOFTMAX, half)).beta, 0.5);
  EXPECT_EQ(firstKind<Softmax>(OneOperator({5}, {5}).run(Code::SOFTMAX)).beta, 1.0);
}

TEST(TfliteConversions, AreOperatorsOfTheirOwn) {
  TestModel model;
  const int x = model.tensor("x", {4}, Type::FLOAT32);
  const int q = model.tensor("q", {4}, Type::INT8, {.scales = {1}, .zeroPoints = {0}});
  const int r = model.tensor("r", {4}, Type::INT16, {.scales = {1}, .zeroPoints = {0}});
  const int d = model.tensor("d", {4}, Type::FLOAT32);
  const int c = model.tensor("c", {4}, Type::INT32);
  model.op(Code::QUANTIZE, {x}, {q});
  model.op(Code::QUANTIZE, {q}, {r});
  model.op(Code::DEQUANTIZE, {r}, {d});
  model.op(Code::CAST, {d}, {c});
  model.ends({x}, {c});
  const Network network = asInFile(model);
  EXPECT_TRUE(is<Quantize>(network.operators.at(1)));
  EXPECT_TRUE(is<Dequantize>(network.operators.at(2)));
  EXPECT_TRUE(is<Cast>(network.operators.at(3)));
}

TEST(TfliteState, SvdfKeepsItsState) {
  TestModel model;
  const int x = model.tensor("x", {1, 10}, Type::FLOAT32);
  const int features = model.values<float>("f", {8, 10}, Type::FLOAT32, std::vector<float>(80));
  const int time = model.values<float>("t", {8, 6}, Type::FLOAT32, std::vector<float>(48));
  const int state = model.tensor("state", {1, 48}, Type::FLOAT32, {.variable = true});
  const int y = model.tensor("y", {1, 4}, Type::FLOAT32);
  model.op(Code::SVDF, {x, features, time, -1, state}, {y},
           options(BuiltinOptions::SvdfOptions,
                   [](FlatBuilder& builder) { return schema::CreateSvdfOptions(builder, 2); }));
  model.ends({x}, {y});
  const Network network = asInFile(model);
  EXPECT_EQ(firstKind<Recurrent>(network).hiddenSize, 4);
  EXPECT_EQ(macs(Graph(network), OperatorId(std::size_t{0})), Macs(8 * (10 + 6)));
  const Tensor& kept = network.tensor(network.operators[0].inputs.at(3));
  EXPECT_EQ(kept.name, "state");
  EXPECT_TRUE(kept.variable);
  EXPECT_EQ(kept.role, TensorRole::activation);
  EXPECT_EQ(modelSize(Graph(network)).parameters, 128);
}

TEST(TfliteState, SequenceLstm) {
  TestModel model;
  const auto weights = [&](const std::string& name, const Indices& shape) {
    return model.constant(name, shape, Type::INT8,
                          std::string(static_cast<std::size_t>(shape[0] * shape[1]), '\1'));
  };
  const auto biases = [&](const std::string& name) {
    return model.values(name, {4}, Type::INT32, std::vector<std::int32_t>(4));
  };
  const int x = model.tensor("x", {1, 7, 3});
  const int output = model.tensor("output state", {1, 4}, Type::INT8, {.variable = true});
  const int cell = model.tensor("cell state", {1, 4}, Type::INT16, {.variable = true});
  const int y = model.tensor("y", {1, 7, 4});
  Indices inputs{x};
  for (const char gate : {'i', 'f', 'c', 'o'}) inputs.push_back(weights({gate, 'x'}, {4, 3}));
  for (const char gate : {'i', 'f', 'c', 'o'}) inputs.push_back(weights({gate, 'h'}, {4, 4}));
  inputs.insert(inputs.end(), {-1, -1, -1});
  for (const char gate : {'i', 'f', 'c', 'o'}) inputs.push_back(biases({gate, 'b'}));
  inputs.insert(inputs.end(), {-1, -1, output, cell, -1, -1, -1, -1});
  model.op(Code::UNIDIRECTIONAL_SEQUENCE_LSTM, inputs, {y});
  model.ends({x}, {y});
  const Network network = asInFile(model);
  EXPECT_EQ(firstKind<Recurrent>(network).hiddenSize, 4);
  EXPECT_EQ(macs(Graph(network), OperatorId(std::size_t{0})), Macs(7 * 4 * 4 * (3 + 4)));
  EXPECT_EQ(network.operators[0].inputs.size(), 1U + 8 + 4 + 2);
  EXPECT_EQ(modelSize(Graph(network)).parameters, 4 * 12 + 4 * 16 + 16);
}

/// x -> SVDF-like state of resource variables: read, add, assign.
TEST(TfliteState, ResourceVariablesAreTensorsThatStay) {
  TestModel model;
  const auto handle = options(BuiltinOptions::VarHandleOptions, [](FlatBuilder& builder) {
    return schema::CreateVarHandleOptions(builder, 0, builder.CreateString("sum"));
  });
  const int x = model.tensor("x", {1, 6}, Type::FLOAT32);
  const int h = model.tensor("h", {}, Type::RESOURCE);
  const int old = model.tensor("old", {1, 6}, Type::FLOAT32);
  const int y = model.tensor("y", {1, 6}, Type::FLOAT32);
  model.op(Code::VAR_HANDLE, {}, {h}, handle);
  model.op(Code::READ_VARIABLE, {h}, {old});
  model.op(Code::ADD, {x, old}, {y});
  model.op(Code::ASSIGN_VARIABLE, {h, y}, {});
  model.ends({x}, {y});
  const Graph graph(asInFile(model));
  ASSERT_EQ(graph.operators().size(), 4U);
  const Operator& read = graph.operators()[1];
  const Operator& assign = graph.operators()[3];
  ASSERT_EQ(read.inputs.size(), 2U);
  const Tensor& state = graph[read.inputs[1]];
  EXPECT_TRUE(state.variable);
  EXPECT_EQ(state.shape, (Shape{1, 6}));
  ASSERT_EQ(assign.outputs.size(), 1U);
  EXPECT_EQ(graph.storage(assign.outputs[0]), read.inputs[1]);
  EXPECT_EQ(modelWork(graph).unknownOperators, 0U);
}

TEST(TfliteState, AVariableKeepsItsShape) {
  TestModel model;
  const int x = model.tensor("x", {1, 6}, Type::FLOAT32);
  const int h = model.tensor("h", {}, Type::RESOURCE);
  const int old = model.tensor("old", {1, 5}, Type::FLOAT32);
  model.op(Code::VAR_HANDLE, {}, {h},
           options(BuiltinOptions::VarHandleOptions,
                   [](FlatBuilder& builder) { return schema::CreateVarHandleOptions(builder); }));
  model.op(Code::READ_VARIABLE, {h}, {old});
  model.op(Code::ASSIGN_VARIABLE, {h, x}, {});
  model.ends({x}, {old});
  expectError(ErrorCode::input, {"ASSIGN_VARIABLE", "changes its type or shape"},
              [&] { asInFile(model); });
}

}  // namespace
}  // namespace tessera::tflite_import
