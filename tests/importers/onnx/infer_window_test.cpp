// Shapes of window operators: hand-known ones, and libonnx's own inference on random attributes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/onnx/libonnx_shape.h"
#include "tests/importers/onnx/random_ints.h"

namespace tessera::onnx_import {
namespace {

using testing::HasSubstr;

/// Strides, dilations and either pads or auto_pad, each sometimes left out.
void setWindow(Random& random, ::onnx::NodeProto& node, std::size_t axes) {
  if (random() % 4 != 0) set(node, "strides", listOf(random, axes, 1, 3));
  if (random() % 2 != 0) set(node, "dilations", listOf(random, axes, 1, 2));
  if (random() % 3 != 0) {
    set(node, "pads", listOf(random, 2 * axes, 0, 2));
  } else {
    const std::vector<const char*> modes{"SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"};
    set(node, "auto_pad", modes[random() % modes.size()]);
  }
}

Ints featureMap(Random& random, std::int64_t channels, std::size_t axes) {
  Ints extents{between(random, 1, 2), channels};
  const Ints spatial = listOf(random, axes, 8, 20);
  extents.insert(extents.end(), spatial.begin(), spatial.end());
  return extents;
}

TEST(InferWindow, ConvolutionsAsLibonnx) {
  Random random(1);
  for (int round = 0; round < 150; ++round) {
    const std::size_t axes = 1 + random() % 3;
    const std::int64_t groups = between(random, 1, 3);
    Ints weights{groups * between(random, 1, 3), between(random, 1, 2)};
    const Ints kernel = listOf(random, axes, 1, 3);
    weights.insert(weights.end(), kernel.begin(), kernel.end());
    TestModel model;
    model.input("x", featureMap(random, groups * weights[1], axes)).input("w", weights).output("y");
    auto& node = model.node("Conv", {"x", "w"}, {"y"});
    set(node, "group", groups);
    setWindow(random, node, axes);
    expectAsLibonnx(model);
  }
}

TEST(InferWindow, PoolsAsLibonnx) {
  Random random(2);
  for (int round = 0; round < 150; ++round) {
    const std::size_t axes = 1 + random() % 3;
    TestModel model;
    model.input("x", featureMap(random, 3, axes)).output("y");
    const bool max = random() % 2 == 0;
    auto& node = model.node(max ? "MaxPool" : "AveragePool", {"x"}, {"y"});
    set(node, "kernel_shape", listOf(random, axes, 2, 4));
    set(node, "strides", listOf(random, axes, 1, 2));
    // Small pads: beyond, libonnx 1.12 counts windows that start behind the input.
    if (random() % 2 == 0) set(node, "pads", listOf(random, 2 * axes, 0, 1));
    if (max && random() % 2 == 0) set(node, "dilations", listOf(random, axes, 1, 2));
    expectAsLibonnx(model);
  }
}

TEST(InferWindow, TransposedConvolutionsAsLibonnx) {
  Random random(3);
  for (int round = 0; round < 150; ++round) {
    const std::size_t axes = 1 + random() % 2;
    const std::int64_t groups = between(random, 1, 2);
    const Ints data = featureMap(random, groups * 2, axes);
    Ints weights{data[1], between(random, 1, 3)};
    const Ints kernel = listOf(random, axes, 2, 4);
    weights.insert(weights.end(), kernel.begin(), kernel.end());
    TestModel model;
    model.input("x", data).input("w", weights).output("y");
    auto& node = model.node("ConvTranspose", {"x", "w"}, {"y"});
    set(node, "group", groups);
    set(node, "strides", listOf(random, axes, 1, 3));
    if (random() % 2 == 0) set(node, "pads", listOf(random, 2 * axes, 0, 1));
    if (random() % 2 == 0) set(node, "output_padding", listOf(random, axes, 0, 1));
    expectAsLibonnx(model);
  }
}

/// The output of an operator over one input with a kernel of 3 and a stride of 2.
Shape pooled(const std::string& type, std::int64_t extent, const char* autoPad, bool ceil) {
  TestModel model(19);
  model.input("x", {1, 2, extent, extent}).output("y");
  auto& node = model.node(type, {"x"}, {"y"});
  set(node, "kernel_shape", Ints{3, 3});
  set(node, "strides", Ints{2, 2});
  if (autoPad != nullptr) set(node, "auto_pad", autoPad);
  if (ceil) set(node, "ceil_mode", std::int64_t{1});
  return model.outputShape();
}

TEST(InferWindow, PoolsByHand) {
  EXPECT_EQ(pooled("MaxPool", 8, nullptr, false), (Shape{1, 2, 3, 3}));
  EXPECT_EQ(pooled("MaxPool", 8, nullptr, true), (Shape{1, 2, 4, 4}));
  EXPECT_EQ(pooled("AveragePool", 7, "SAME_UPPER", false), (Shape{1, 2, 4, 4}));
  EXPECT_EQ(pooled("LpPool", 8, "VALID", false), (Shape{1, 2, 3, 3}));
}

TEST(InferWindow, AWindowThatWouldStartBehindTheInputIsLeftOut) {
  // ONNX 1.16's node test maxpool_2d_ceil_output_size_reduce_by_one.
  TestModel model(22);
  model.input("x", {1, 1, 2, 2}).output("y");
  auto& node = model.node("MaxPool", {"x"}, {"y"});
  set(node, "kernel_shape", Ints{1, 1});
  set(node, "strides", Ints{2, 2});
  set(node, "ceil_mode", std::int64_t{1});
  EXPECT_EQ(model.outputShape(), (Shape{1, 1, 1, 1}));
}

TEST(InferWindow, TransposedWithAnOutputShape) {
  TestModel model;
  model.input("x", {1, 1, 3, 3}).floats("w", {1, 2, 3, 3}).output("y");
  auto& node = model.node("ConvTranspose", {"x", "w"}, {"y"});
  set(node, "strides", Ints{3, 2});
  set(node, "output_shape", Ints{10, 8});
  EXPECT_EQ(model.outputShape(), (Shape{1, 2, 10, 8}));
}

TEST(InferWindow, NewerWindowOperators) {
  // The shapes of ONNX's own node tests col2im, col2im_pads and basic_deform_conv_with_padding.
  TestModel col2im(18);
  col2im.input("x", {1, 5, 5}).ints("image", {5, 5}).ints("block", {1, 5}).output("y");
  col2im.node("Col2Im", {"x", "image", "block"}, {"y"});
  EXPECT_EQ(col2im.outputShape(), (Shape{1, 1, 5, 5}));
  TestModel deform(19);
  deform.input("x", {1, 1, 3, 3}).floats("w", {1, 1, 2, 2}).input("o", {1, 8, 4, 4}).output("y");
  set(deform.node("DeformConv", {"x", "w", "o"}, {"y"}), "pads", Ints{1, 1, 1, 1});
  EXPECT_EQ(deform.outputShape(), (Shape{1, 1, 4, 4}));
}

/// The error of a convolution with one bad attribute.
std::string convError(const std::string& attribute, const Ints& values) {
  TestModel model;
  model.input("x", {1, 4, 8, 8}).floats("w", {4, 4, 3, 3}).output("y");
  auto& node = model.node("Conv", {"x", "w"}, {"y"});
  node.set_name("bad");
  if (values.size() == 1) {
    set(node, attribute, values[0]);
  } else {
    set(node, attribute, values);
  }
  return model.error();
}

TEST(InferWindow, FaultsNameNodeAndAttribute) {
  EXPECT_THAT(convError("strides", {0, 1}),
              HasSubstr("node 'bad' (Conv), 'strides': 0 is below 1"));
  EXPECT_THAT(convError("dilations", {1, -1}), HasSubstr("'dilations': -1 is below 1"));
  EXPECT_THAT(convError("pads", {0, 0, 0, -3}), HasSubstr("'pads': -3 is below 0"));
  EXPECT_THAT(convError("pads", {0, 0, 0}), HasSubstr("has 3 entries instead of 4"));
  EXPECT_THAT(convError("group", {0}), HasSubstr("'group': 0 is below 1"));
  EXPECT_THAT(convError("group", {3}), HasSubstr("3 groups do not fit"));
  EXPECT_THAT(convError("kernel_shape", {5, 5}),
              HasSubstr("differs from the shape of the weights"));
  EXPECT_THAT(convError("kernel_shape", {3}), HasSubstr("is not a list of integers"));
  EXPECT_THAT(convError("dilations", {4, 4}), HasSubstr("does not fit a padded extent of 8"));
  EXPECT_THAT(convError("pads", {INT64_MAX, 0, 0, 0}), HasSubstr("exceeds 64 bits"));
}

}  // namespace
}  // namespace tessera::onnx_import
