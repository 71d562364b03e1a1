#include "importers/onnx/operators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/element_function.h"
#include "core/work.h"
#include "importers/tflite/schema_generated.h"
#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The one operator that a node of `count` float inputs becomes.
Operator imported(std::string_view type, std::size_t count) {
  TestModel model(20, 9);
  std::vector<std::string> inputs;
  for (std::size_t i = 0; i < count; ++i) {
    inputs.push_back("x" + std::to_string(i));
    model.input(inputs.back(), {2, 3});
  }
  model.output("y").node(std::string(type), inputs, {"y"});
  return model.unlowered().operators().front();
}

/// How many inputs an elementwise operator's node needs at least.
std::size_t inputsOf(const OnnxOperator& row) {
  if (row.infer == infer::where) return 3;
  return row.infer == likeFirst || row.infer == infer::predicate ? 1 : 2;
}

/// Under UBSan g++ 12 compares no function pointers while it compiles.
TEST(OnnxOperators, HaveBothRulesEach) {
  for (const std::string_view domain : {"", "com.microsoft", "ai.onnx.ml"}) {
    for (const OnnxOperator& row : operatorsOf(domain)) {
      EXPECT_NE(row.infer, nullptr) << row.name;
      EXPECT_NE(row.translate, nullptr) << row.name;
    }
  }
}

TEST(OnnxOperators, AreFoundByDomainAndName) {
  for (const std::string_view domain : {"", "com.microsoft", "ai.onnx.ml"}) {
    EXPECT_FALSE(operatorsOf(domain).empty());
    for (const OnnxOperator& row : operatorsOf(domain)) {
      EXPECT_EQ(findOperator(domain, row.name), &row) << row.name;
    }
  }
  EXPECT_EQ(findOperator("", "QLinearAdd"), nullptr);
  EXPECT_EQ(findOperator("com.microsoft", "Conv"), nullptr);
  EXPECT_EQ(findOperator("my.domain", "Conv"), nullptr);
}

TEST(OnnxOperators, ActivationsHaveTheParametersOfTheTable) {
  for (const OnnxOperator& row : operatorsOf("")) {
    if (row.translate != translate::activation) continue;
    const Operator op = imported(row.name, 1);
    const auto& activation = std::get<Activation>(op.attributes);
    const ElementFunction* function = findElementFunction(activation.function);
    ASSERT_NE(function, nullptr) << row.name;
    EXPECT_EQ(function->name, lowered(row.name));
    EXPECT_EQ(activation.parameters.size(), function->parameterCount()) << row.name;
    for (std::size_t i = 0; i < activation.parameters.size(); ++i) {
      EXPECT_EQ(activation.parameters[i], function->use.parameters[i].otherwise) << row.name;
    }
    EXPECT_NE(row.infer, nullptr);
    EXPECT_TRUE(isElementByElement(row.infer)) << row.name;
  }
}

TEST(OnnxOperators, ElementwiseOnesReadWhatTheTableSays) {
  for (const OnnxOperator& row : operatorsOf("")) {
    if (row.translate != translate::elementwise) continue;
    const Operator op = imported(row.name, inputsOf(row));
    const ElementFunction* function =
        findElementFunction(std::get<Elementwise>(op.attributes).function);
    ASSERT_NE(function, nullptr) << row.name;
    EXPECT_TRUE(function->takes(op.inputs.size())) << row.name;
  }
}

/// Functions that are folded on reals alone are computed by the table.
TEST(OnnxOperators, FoldsOnRealsHaveArithmetic) {
  for (const OnnxOperator& row : operatorsOf("")) {
    if (row.fold != fold::realFunction) continue;
    const ElementFunction* function = findElementFunction(lowered(row.name));
    ASSERT_NE(function, nullptr) << row.name;
    EXPECT_TRUE(function->real != notComputed && function->takes(1)) << row.name;
  }
}

/// Each function is the word for an operator of ONNX or of TFLite, or a rule by hand writes it.
TEST(OnnxOperators, EveryElementFunctionIsImported) {
  std::set<std::string> tflite;
  for (const char* const* name = tflite_import::schema::EnumNamesBuiltinOperator();
       *name != nullptr; ++name) {
    tflite.insert(*name);
  }
  std::set<std::string> onnx;
  for (const OnnxOperator& row : operatorsOf("")) onnx.insert(lowered(row.name));
  std::vector<std::string> byHand;
  std::vector<std::string> misspelt;
  for (const ElementFunction& each : elementFunctions()) {
    const std::string name(each.name);
    const std::string code(each.use.tflite);
    if (!code.empty() && !tflite.contains(code)) misspelt.push_back(code);
    if (code.empty() && !onnx.contains(name)) byHand.push_back(name);
  }
  EXPECT_THAT(misspelt, IsEmpty());
  EXPECT_THAT(byHand,
              ElementsAre("bitshiftleft", "fmod", "gelutanh", "isneginf", "isposinf", "signbit"));
}

}  // namespace
}  // namespace tessera::onnx_import
