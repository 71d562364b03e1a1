// Shapes of operators that move or reduce data: random attributes against libonnx's inference, and
// hand-known shapes of what is newer than libonnx 1.12 (opset 17).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/work.h"
#include "tests/importers/onnx/libonnx_shape.h"
#include "tests/importers/onnx/random_ints.h"

namespace tessera::onnx_import {
namespace {

using testing::HasSubstr;

TEST(InferLayout, SlicesAsLibonnx) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    const std::size_t rank = 1 + random() % 3;
    TestModel model;
    model.input("x", listOf(random, rank, 1, 9)).output("y");
    Ints steps = listOf(random, rank, 1, 3);
    for (std::int64_t& step : steps) step *= random() % 2 == 0 ? 1 : -1;
    model.ints("starts", listOf(random, rank, -12, 12)).ints("ends", listOf(random, rank, -12, 12));
    Ints axes(rank);
    for (std::size_t i = 0; i < rank; ++i) axes[i] = static_cast<std::int64_t>(i);
    model.ints("axes", axes).ints("steps", steps);
    model.node("Slice", {"x", "starts", "ends", "axes", "steps"}, {"y"});
    expectAsLibonnx(model);
  }
}

TEST(InferLayout, PadsAsLibonnx) {
  Random random(2);
  for (int round = 0; round < 100; ++round) {
    const std::size_t rank = 1 + random() % 4;
    TestModel model;
    model.input("x", listOf(random, rank, 4, 9)).ints("pads", listOf(random, 2 * rank, -1, 3));
    model.output("y").node("Pad", {"x", "pads"}, {"y"});
    expectAsLibonnx(model);
  }
}

TEST(InferLayout, ResizesAsLibonnx) {
  Random random(3);
  for (int round = 0; round < 150; ++round) {
    TestModel model(13);
    model.input("x", listOf(random, 4, 1, 12)).output("y");
    if (random() % 2 == 0) {
      std::vector<float> scales;
      for (int i = 0; i < 4; ++i) {
        scales.push_back(static_cast<float>(between(random, 2, 30)) / 8.0F + 1.0F);
      }
      model.floats("scales", {4}, scales).node("Resize", {"x", "", "scales"}, {"y"});
    } else {
      model.ints("sizes", listOf(random, 4, 1, 20)).node("Resize", {"x", "", "", "sizes"}, {"y"});
    }
    expectAsLibonnx(model);
  }
}

TEST(InferLayout, ReductionsAsLibonnx) {
  Random random(4);
  for (int round = 0; round < 100; ++round) {
    TestModel model(13);
    model.input("x", listOf(random, 3, 1, 9)).output("y");
    auto& node = model.node("ReduceMean", {"x"}, {"y"});
    if (random() % 3 != 0) set(node, "axes", Ints{between(random, -3, 2)});
    if (random() % 2 != 0) set(node, "keepdims", between(random, 0, 1));
    expectAsLibonnx(model);
  }
}

TEST(InferLayout, MatmulsAsLibonnx) {
  Random random(5);
  for (int round = 0; round < 100; ++round) {
    const std::int64_t inner = between(random, 1, 5);
    Ints a = listOf(random, random() % 3, 2, 2);
    Ints b = listOf(random, random() % 3, 2, 2);
    if (random() % 4 != 0) a.push_back(between(random, 1, 5));
    a.push_back(inner);
    const bool vector = b.empty() && random() % 4 == 0;
    b.push_back(inner);
    if (!vector) b.push_back(between(random, 1, 5));
    if (a.size() == 1) a = {3, inner};
    TestModel model;
    model.input("a", a).input("b", b).output("y").node("MatMul", {"a", "b"}, {"y"});
    expectAsLibonnx(model);
  }
}

/// The first output's shape of one node over x and constant integer lists.
Shape shapeOf(std::int64_t opset, const std::string& type, const Ints& x,
              const std::vector<Ints>& lists,
              const std::vector<std::pair<std::string, std::int64_t>>& attributes = {}) {
  TestModel model(opset);
  model.input("x", x).output("y");
  std::vector<std::string> inputs{"x"};
  for (std::size_t i = 0; i < lists.size(); ++i) {
    inputs.push_back("i" + std::to_string(i));
    model.ints(inputs.back(), lists[i]);
  }
  auto& node = model.node(type, inputs, {"y"});
  for (const auto& [name, value] : attributes) set(node, name, value);
  return model.outputShape();
}

TEST(InferLayout, ReshapesByHand) {
  EXPECT_EQ(shapeOf(14, "Reshape", {2, 3, 4}, {{0, -1}}), (Shape{2, 12}));
  EXPECT_EQ(shapeOf(14, "Reshape", {0, 3, 4}, {{3, 4, 0}}, {{"allowzero", 1}}), (Shape{3, 4, 0}));
  EXPECT_EQ(shapeOf(13, "Squeeze", {1, 3, 1}, {{-1}}), (Shape{1, 3}));
  EXPECT_EQ(shapeOf(13, "Squeeze", {1, 3, 1}, {}), (Shape{3}));
  EXPECT_EQ(shapeOf(13, "Unsqueeze", {3}, {{0, -1}}), (Shape{1, 3, 1}));
  EXPECT_EQ(shapeOf(13, "Flatten", {2, 3, 4}, {}, {{"axis", -1}}), (Shape{6, 4}));
  EXPECT_EQ(shapeOf(13, "Expand", {3, 1}, {{2, 1, 6}}), (Shape{2, 3, 6}));
  EXPECT_EQ(shapeOf(13, "Tile", {2, 3}, {{2, 1}}), (Shape{4, 3}));
}

TEST(InferLayout, NewerReductionsHaveTheirAxesAsAnInput) {
  EXPECT_EQ(shapeOf(18, "ReduceMax", {2, 3, 4}, {{1}}), (Shape{2, 1, 4}));
  EXPECT_EQ(shapeOf(18, "ReduceL2", {2, 3, 4}, {{0, -1}}, {{"keepdims", 0}}), (Shape{3}));
  EXPECT_EQ(shapeOf(18, "ReduceSum", {2, 3}, {{}}, {{"noop_with_empty_axes", 1}}), (Shape{2, 3}));
  EXPECT_EQ(shapeOf(18, "ReduceSum", {2, 3}, {{}}), (Shape{1, 1}));
}

TEST(InferLayout, NewerPadAndCropHaveAxes) {
  TestModel pad(18);
  pad.input("x", {2, 3, 4}).ints("pads", {1, 2, 0, 1}).ints("axes", {2, 0}).output("y");
  pad.node("Pad", {"x", "pads", "", "axes"}, {"y"});
  EXPECT_EQ(pad.outputShape(), (Shape{5, 3, 5}));
  TestModel crop(18);
  crop.input("x", {20, 8, 3}).ints("shape", {10, 9}).output("y");
  set(crop.node("CenterCropPad", {"x", "shape"}, {"y"}), "axes", Ints{0, 1});
  EXPECT_EQ(crop.outputShape(), (Shape{10, 9, 3}));
}

TEST(InferLayout, SplitsByHand) {
  TestModel model(18);
  model.input("x", {7}).output("c").output("a");
  set(model.node("Split", {"x"}, {"a", "b", "c", "d"}), "num_outputs", std::int64_t{4});
  EXPECT_EQ(model.outputShape(), (Shape{2}));  // 2, 2, 2 and the last is smaller
  TestModel last(18);
  last.input("x", {7}).output("d");
  set(last.node("Split", {"x"}, {"a", "b", "c", "d"}), "num_outputs", std::int64_t{4});
  EXPECT_EQ(last.outputShape(), (Shape{1}));
}

/// Opset 18's resize of a 1x1x2x4 tensor's last two axes to 7x8.
Shape policyShape(const char* policy) {
  TestModel model(18);
  model.input("x", {1, 1, 2, 4}).ints("sizes", {7, 8}).output("y");
  auto& node = model.node("Resize", {"x", "", "", "sizes"}, {"y"});
  set(node, "axes", Ints{2, 3});
  set(node, "keep_aspect_ratio_policy", policy);
  return model.outputShape();
}

TEST(InferLayout, NewerResizeKeepsAspectRatios) {
  // ONNX's node tests resize_upsample_sizes_nearest_not_larger and _not_smaller.
  EXPECT_EQ(policyShape("stretch"), (Shape{1, 1, 7, 8}));
  EXPECT_EQ(policyShape("not_larger"), (Shape{1, 1, 4, 8}));
  EXPECT_EQ(policyShape("not_smaller"), (Shape{1, 1, 7, 14}));
}

TEST(InferLayout, UpsamplesOfAllOpsets) {
  TestModel attribute(7);
  attribute.input("x", {1, 2, 3, 4}).output("y");
  set(attribute.node("Upsample", {"x"}, {"y"}), "scales", std::vector<float>{1, 1, 2, 2.5F});
  EXPECT_EQ(attribute.outputShape(), (Shape{1, 2, 6, 10}));
  TestModel input(10);
  input.input("x", {1, 2, 3, 4}).floats("s", {4}, {1, 1, 2, 3}).output("y");
  input.node("Resize", {"x", "s"}, {"y"});
  EXPECT_EQ(input.outputShape(), (Shape{1, 2, 6, 12}));
}

/// Attributes of an Attention over rank-3 inputs: 4 heads of 8, 2 of keys and values.
TEST(InferLayout, AttentionByHand) {
  TestModel model(23);
  model.input("q", {2, 5, 32}).input("k", {2, 7, 16}).input("v", {2, 7, 20});
  model.output("y").output("pk").output("qk");
  auto& node = model.node("Attention", {"q", "k", "v"}, {"y", "pk", "pv", "qk"});
  set(node, "q_num_heads", std::int64_t{4});
  set(node, "kv_num_heads", std::int64_t{2});
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{2, 5, 40}));
  EXPECT_EQ(graph[graph.outputs()[1]].shape, (Shape{2, 2, 7, 8}));
  EXPECT_EQ(graph[graph.outputs()[2]].shape, (Shape{2, 4, 5, 7}));
}

TEST(InferLayout, NewerUnaryOperatorsKeepTheShape) {
  for (const std::string type : {"Mish", "Gelu", "Swish", "BitwiseNot", "RMSNormalization"}) {
    EXPECT_EQ(shapeOf(23, type, {2, 3}, {}), (Shape{2, 3})) << type;
  }
}

TEST(InferLayout, RecurrentLayouts) {
  for (const std::int64_t layout : {0, 1}) {
    TestModel model(14);
    const Ints x = layout == 0 ? Ints{6, 2, 3} : Ints{2, 6, 3};
    model.input("x", x).floats("w", {2, 16, 3}).floats("r", {2, 16, 4}).output("y").output("c");
    auto& node = model.node("LSTM", {"x", "w", "r"}, {"y", "", "c"});
    set(node, "hidden_size", std::int64_t{4});
    set(node, "direction", "bidirectional");
    set(node, "layout", layout);
    const Graph graph = model.unlowered();
    EXPECT_EQ(graph[graph.outputs()[0]].shape,
              layout == 0 ? (Shape{6, 2, 2, 4}) : (Shape{2, 6, 2, 4}));
    EXPECT_EQ(graph[graph.outputs()[1]].shape, (Shape{2, 2, 4}));
    EXPECT_EQ(std::get<Recurrent>(graph.operators()[0].attributes).directions, 2);
    EXPECT_EQ(macs(graph, OperatorId(std::size_t{0})), Macs(6 * 2 * 2 * 4 * 4 * (3 + 4)));
  }
}

TEST(InferLayout, LegacyBroadcastFollowsTheAxis) {
  TestModel model(6);
  model.input("x", {1, 3, 4, 4}).floats("b", {3}).output("y");
  auto& node = model.node("Add", {"x", "b"}, {"y"});
  set(node, "broadcast", std::int64_t{1});
  set(node, "axis", std::int64_t{1});
  const Graph graph = model.unlowered();
  EXPECT_EQ(graph[graph.outputs()[0]].shape, (Shape{1, 3, 4, 4}));
  EXPECT_EQ(graph[graph.operators()[0].inputs[1]].shape, (Shape{3, 1, 1}));
}

std::string nodeError(std::int64_t opset, const std::string& type, const Ints& x,
                      const std::vector<Ints>& lists, const std::string& attribute = {},
                      std::int64_t value = 0) {
  try {
    std::vector<std::pair<std::string, std::int64_t>> attributes;
    if (!attribute.empty()) attributes.emplace_back(attribute, value);
    shapeOf(opset, type, x, lists, attributes);
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

TEST(InferLayout, FaultsAreNamed) {
  EXPECT_THAT(nodeError(13, "Reshape", {2, 3}, {{4, 2}}), HasSubstr("cannot reshape 2x3 to 4x2"));
  EXPECT_THAT(nodeError(13, "Reshape", {2, 3}, {{-1, -1}}), HasSubstr("two entries of -1"));
  EXPECT_THAT(nodeError(13, "Squeeze", {2, 3}, {{0}}), HasSubstr("axis 0 is not 1 long"));
  EXPECT_THAT(nodeError(13, "Softmax", {2, 3}, {}, "axis", 2), HasSubstr("2 is out of range"));
  EXPECT_THAT(nodeError(13, "Slice", {4}, {{0}, {2}, {0}, {0}}), HasSubstr("a step of 0"));
  EXPECT_THAT(nodeError(13, "Concat", {4}, {}), HasSubstr("'axis': is missing"));
  EXPECT_THAT(nodeError(13, "Gather", {4}, {}), HasSubstr("input 1 is missing"));
  EXPECT_THAT(nodeError(13, "Pad", {4}, {{-3, -3}}), HasSubstr("crops more than there is"));
  EXPECT_THAT(nodeError(13, "Tile", {4, 4}, {{INT64_MAX, 1}}), HasSubstr("exceeds 64 bits"));
  EXPECT_THAT(nodeError(13, "Split", {4}, {{1, 1}}), HasSubstr("adds up to 2 and not 4"));
}

}  // namespace
}  // namespace tessera::onnx_import
