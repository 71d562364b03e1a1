#include "importers/onnx/fold.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {
namespace {

/// The folded values of graph output `y` (int64).
Ints foldedInts(const TestModel& model) {
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph.operators().size(), 0U);
  const Tensor& output = graph[graph.outputs()[0]];
  EXPECT_EQ(output.dtype, DType::int64);
  const std::vector<std::byte> bytes = loadBytes(output.data);
  Ints values(bytes.size() / sizeof(std::int64_t));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// y = type(a, b, ...) of constant integer lists.
Ints evaluated(const std::string& type, const std::vector<Ints>& lists,
               const std::vector<std::pair<std::string, std::int64_t>>& attributes = {}) {
  TestModel model(15);
  model.output("y", 7);
  std::vector<std::string> inputs;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    inputs.push_back("i" + std::to_string(i));
    model.ints(inputs.back(), lists[i]);
  }
  auto& node = model.node(type, inputs, {"y"});
  for (const auto& [name, value] : attributes) set(node, name, value);
  return foldedInts(model);
}

TEST(Fold, IntegerArithmetic) {
  EXPECT_EQ(evaluated("Add", {{1, 2}, {10}}), (Ints{11, 12}));
  EXPECT_EQ(evaluated("Sub", {{1, 2}, {10}}), (Ints{-9, -8}));
  EXPECT_EQ(evaluated("Mul", {{3}, {4, 5}}), (Ints{12, 15}));
  EXPECT_EQ(evaluated("Div", {{7, -7}, {2}}), (Ints{3, -3}));
  EXPECT_EQ(evaluated("Mod", {{7, -7}, {3}}), (Ints{1, 2}));
  EXPECT_EQ(evaluated("Pow", {{2, 3}, {10, 2}}), (Ints{1024, 9}));
  EXPECT_EQ(evaluated("Max", {{2, 3}, {3, 2}}), (Ints{3, 3}));
  EXPECT_EQ(evaluated("Min", {{2, 3}, {3, 2}}), (Ints{2, 2}));
  EXPECT_EQ(evaluated("Neg", {{2, -3}}), (Ints{-2, 3}));
  EXPECT_EQ(evaluated("Abs", {{2, -3}}), (Ints{2, 3}));
}

TEST(Fold, MovesElements) {
  EXPECT_EQ(evaluated("Concat", {{1}, {2, 3}}, {{"axis", 0}}), (Ints{1, 2, 3}));
  EXPECT_EQ(evaluated("Gather", {{5, 6, 7}, {-1, 0}}), (Ints{7, 5}));
  EXPECT_EQ(evaluated("Slice", {{1, 2, 3, 4, 5}, {4}, {-6}, {0}, {-2}}), (Ints{5, 3, 1}));
  EXPECT_EQ(evaluated("Tile", {{1, 2}, {2}}), (Ints{1, 2, 1, 2}));
  EXPECT_EQ(evaluated("Expand", {{7}, {3}}), (Ints{7, 7, 7}));
  EXPECT_EQ(evaluated("ReduceProd", {{2, 3, 4}}, {{"keepdims", 0}}), (Ints{24}));
  EXPECT_EQ(evaluated("ReduceSum", {{2, 3, 4}}), (Ints{9}));
}

TEST(Fold, TransposesAndReshapes) {
  TestModel model;
  model.ints("x", {1, 2, 3, 4, 5, 6}, {2, 3}).ints("to", {-1}).output("y", 7);
  model.node("Transpose", {"x"}, {"t"});
  model.node("Reshape", {"t", "to"}, {"y"});
  EXPECT_EQ(foldedInts(model), (Ints{1, 4, 2, 5, 3, 6}));
}

TEST(Fold, ShapesAndTheirParts) {
  TestModel model(15);
  model.input("x", {2, 3, 4, 5}).output("y", 7);
  auto& shape = model.node("Shape", {"x"}, {"s"});
  set(shape, "start", std::int64_t{1});
  set(shape, "end", std::int64_t{-1});
  model.node("Size", {"x"}, {"n"});
  model.node("Mul", {"s", "n"}, {"y"});
  EXPECT_EQ(foldedInts(model), (Ints{360, 480}));
}

/// The output size of an upsampling, as PyTorch exports it: through float.
TEST(Fold, ScaledSizesThroughFloat) {
  TestModel model;
  model.input("x", {1, 8, 7, 9}).ints("two", {2}, {}).floats("scale", {}, {2.5F}).output("y", 7);
  model.node("Shape", {"x"}, {"s"});
  model.node("Gather", {"s", "two"}, {"h"});
  set(model.node("Cast", {"h"}, {"f"}), "to", std::int64_t{1});
  model.node("Mul", {"f", "scale"}, {"m"});
  model.node("Floor", {"m"}, {"r"});
  set(model.node("Cast", {"r"}, {"y"}), "to", std::int64_t{7});
  EXPECT_EQ(foldedInts(model), (Ints{17}));
}

TEST(Fold, ConditionsChoose) {
  TestModel model;
  model.ints("a", {1, 0, 5}).ints("zero", {0}).ints("b", {7, 8, 9}).output("y", 7);
  model.node("Equal", {"a", "zero"}, {"e"});
  model.node("Not", {"e"}, {"n"});
  model.node("Where", {"n", "a", "b"}, {"y"});
  EXPECT_EQ(foldedInts(model), (Ints{1, 8, 5}));
}

TEST(Fold, Generators) {
  TestModel range;
  range.ints("a", {2}, {}).ints("b", {9}, {}).ints("c", {3}, {}).output("y", 7);
  range.node("Range", {"a", "b", "c"}, {"y"});
  EXPECT_EQ(foldedInts(range), (Ints{2, 5, 8}));
  TestModel filled;
  filled.ints("s", {2}).output("y", 7);
  auto& value = *filled.node("ConstantOfShape", {"s"}, {"y"}).add_attribute();
  value.set_name("value");
  value.set_type(::onnx::AttributeProto::TENSOR);
  value.mutable_t()->set_data_type(7);
  value.mutable_t()->add_dims(1);
  value.mutable_t()->add_int64_data(-4);
  EXPECT_EQ(foldedInts(filled), (Ints{-4, -4}));
  EXPECT_EQ(evaluated("NonZero", {{0, 3, 0, 4}}), (Ints{1, 3}));
}

TEST(Fold, ConstantNodesInAllForms) {
  TestModel model;
  model.output("y", 7);
  set(model.node("Constant", {}, {"a"}), "value_int", std::int64_t{5});
  set(model.node("Constant", {}, {"b"}), "value_ints", Ints{1, 2});
  set(model.node("Constant", {}, {"c"}), "value_float", 2.0F);
  set(model.node("Constant", {}, {"d"}), "value_floats", std::vector<float>{3.0F, 4.0F});
  model.node("Add", {"a", "b"}, {"ab"});
  model.node("Mul", {"c", "d"}, {"cd"});
  set(model.node("Cast", {"cd"}, {"cdi"}), "to", std::int64_t{7});
  model.node("Mul", {"ab", "cdi"}, {"y"});
  EXPECT_EQ(foldedInts(model), (Ints{36, 56}));
}

/// What is not defined stays unevaluated, a constant without values; it never traps.
TEST(Fold, WhatIsNotDefinedHasNoValues) {
  for (const auto& [type, b] : std::vector<std::pair<std::string, std::int64_t>>{
           {"Div", 0}, {"Mod", 0}, {"Add", INT64_MIN}, {"Div", -1}}) {
    TestModel model;
    model.ints("a", {INT64_MIN}).ints("b", {b}).output("y", 7);
    model.node(type, {"a", "b"}, {"y"});
    const Graph graph = model.unlowered();
    EXPECT_FALSE(graph[graph.outputs()[0]].data.present()) << type;
  }
}

/// Beside an extent of 0 any other extent is free to write down; nobody may walk over it.
TEST(Fold, EmptyConstantsOfHugeExtentsAreNotWalkedOver) {
  for (const std::string type : {"Transpose", "Identity", "ReduceSum", "NonZero", "Neg", "Shape"}) {
    TestModel model;
    model.ints("x", {}, {1LL << 40, 0}).output("y", 7).node(type, {"x"}, {"y"});
    EXPECT_EQ(model.unlowered().operators().size(), 0U) << type;
  }
}

TEST(Fold, OutOfRangeIndicesAreAnError) {
  TestModel model;
  model.ints("a", {1, 2}).ints("i", {2}).output("y", 7).node("Gather", {"a", "i"}, {"y"});
  EXPECT_NE(model.error().find("index 2 is out of range"), std::string::npos);
}

}  // namespace
}  // namespace tessera::onnx_import
