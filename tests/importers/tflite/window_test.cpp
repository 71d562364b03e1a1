#include <gtest/gtest.h>

#include "core/graph.h"
#include "core/work.h"
#include "tests/importers/tflite/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::tflite_import {
namespace {

using schema::ActivationFunctionType;
using schema::Padding;
using test::expectError;

struct ConvShapes {
  Indices x;
  Indices w;
  Indices y;
};

TestModel convModel(const ConvShapes& shapes, Code code, const Options& options) {
  TestModel model;
  const int x = model.tensor("x", shapes.x);
  std::int32_t elements = 1;
  for (const std::int32_t extent : shapes.w) elements *= extent;
  const int w = model.constant("w", shapes.w, Type::INT8,
                               std::string(static_cast<std::size_t>(elements), '\1'));
  const int b = model.values("b", {shapes.y.back()}, Type::INT32,
                             std::vector<std::int32_t>(static_cast<std::size_t>(shapes.y.back())));
  const int y = model.tensor("y", shapes.y);
  model.op(code, {x, w, b}, {y}, options);
  model.ends({x}, {y});
  return model;
}

/// TFLite's SAME: as many positions as start inside the input, and the least padding that they
/// need, its lesser half before.
WindowAxis sameByCounting(std::int32_t input, WindowAxis axis, std::int32_t* outputs) {
  *outputs = 0;
  while (*outputs * axis.stride < input) ++*outputs;
  const std::int64_t last = (*outputs - 1) * axis.stride + (axis.kernel - 1) * axis.dilation;
  std::int64_t total = 0;
  while (last >= input + total) ++total;
  while (axis.padBefore + 1 <= total - (axis.padBefore + 1)) ++axis.padBefore;
  axis.padAfter = total - axis.padBefore;
  return axis;
}

TEST(TfliteWindow, SamePaddingIsTheLeastThatIsNeeded) {
  for (std::int32_t input = 1; input <= 11; ++input) {
    for (std::int32_t kernel = 1; kernel <= 4; ++kernel) {
      for (std::int32_t stride = 1; stride <= 4; ++stride) {
        for (std::int32_t dilation = 1; dilation <= 2; ++dilation) {
          std::int32_t outputs = 0;
          const WindowAxis expected =
              sameByCounting(input, {kernel, stride, dilation, 0, 0}, &outputs);
          const TestModel model =
              convModel({{1, input, 5, 2}, {3, kernel, 1, 2}, {1, outputs, 5, 3}}, Code::CONV_2D,
                        convOptions({.strideRows = stride, .dilationRows = dilation}));
          const auto conv = std::get<Convolution>(asInFile(model).operators.at(0).attributes);
          EXPECT_EQ(conv.window.at(0), expected)
              << input << " " << kernel << " " << stride << " " << dilation;
        }
      }
    }
  }
}

TEST(TfliteWindow, ValidPaddingIsNone) {
  for (std::int32_t input = 5; input <= 12; ++input) {
    for (std::int32_t stride = 1; stride <= 3; ++stride) {
      std::int32_t outputs = 0;
      while (outputs * stride + 5 <= input) ++outputs;
      const TestModel model = convModel(
          {{1, input, 1, 2}, {3, 3, 1, 2}, {1, outputs, 1, 3}}, Code::CONV_2D,
          convOptions({.padding = Padding::VALID, .strideRows = stride, .dilationRows = 2}));
      const auto conv = std::get<Convolution>(asInFile(model).operators.at(0).attributes);
      EXPECT_EQ(conv.window.at(0), (WindowAxis{3, stride, 2, 0, 0}));
    }
  }
  const TestModel small = convModel({{1, 2, 9, 2}, {3, 3, 3, 2}, {1, 0, 7, 3}}, Code::CONV_2D,
                                    convOptions({.padding = Padding::VALID}));
  expectError(ErrorCode::input, {"operator 0 (CONV_2D)", "does not fit an extent of 2"},
              [&] { asInFile(small); });
}

TEST(TfliteWindow, Convolution) {
  const TestModel model = convModel(
      {{1, 9, 7, 4}, {6, 3, 2, 4}, {1, 5, 3, 6}}, Code::CONV_2D,
      convOptions(
          {.strideRows = 2, .strideColumns = 3, .activation = ActivationFunctionType::RELU6}));
  const Network network = asInFile(model);
  const Operator& op = network.operators.at(0);
  EXPECT_EQ(op.name, "CONV_2D_0");
  EXPECT_EQ(op.type, "CONV_2D");
  const auto& conv = std::get<Convolution>(op.attributes);
  EXPECT_EQ(conv.groups, 1);
  EXPECT_EQ(conv.window, (Window{{3, 2, 1, 1, 1}, {2, 3, 1, 0, 1}}));
  EXPECT_EQ(op.fusedActivation, (Activation{"relu6", {}}));
  EXPECT_EQ(network.layout, Layout::channelsLast);
  ASSERT_EQ(op.inputs.size(), 3U);
  EXPECT_EQ(network.tensor(op.inputs[1]).role, TensorRole::weight);
  EXPECT_EQ(network.tensor(op.inputs[2]).role, TensorRole::bias);
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 5 * 3 * 6 * 3 * 2 * 4);
}

TEST(TfliteWindow, GroupedConvolution) {
  const TestModel model =
      convModel({{1, 4, 4, 6}, {8, 1, 1, 3}, {1, 4, 4, 8}}, Code::CONV_2D, convOptions());
  const Network network = asInFile(model);
  EXPECT_EQ(std::get<Convolution>(network.operators.at(0).attributes).groups, 2);
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 4 * 4 * 8 * 3);
}

TEST(TfliteWindow, DepthwiseConvolutionWithAMultiplier) {
  const TestModel model =
      convModel({{1, 6, 6, 4}, {1, 3, 3, 8}, {1, 3, 3, 8}}, Code::DEPTHWISE_CONV_2D,
                depthwiseOptions({.strideRows = 2, .strideColumns = 2}, 2));
  const Network network = asInFile(model);
  const auto& conv = std::get<Convolution>(network.operators.at(0).attributes);
  EXPECT_EQ(conv.groups, 4);
  EXPECT_EQ(conv.window, (Window{{3, 2, 1, 0, 1}, {3, 2, 1, 0, 1}}));
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 3 * 3 * 8 * 9);
}

TEST(TfliteWindow, RefusesWeightsThatDoNotFit) {
  const auto refuses = [](const ConvShapes& shapes, Code code, const Options& options) {
    expectError(ErrorCode::input, {"operator 0", "weights of shape"},
                [&] { asInFile(convModel(shapes, code, options)); });
  };
  refuses({{1, 4, 4, 3}, {8, 1, 1, 2}, {1, 4, 4, 8}}, Code::CONV_2D, convOptions());
  refuses({{1, 4, 4, 4}, {7, 1, 1, 2}, {1, 4, 4, 7}}, Code::CONV_2D, convOptions());
  refuses({{1, 4, 4, 4}, {1, 1, 1, 6}, {1, 4, 4, 6}}, Code::DEPTHWISE_CONV_2D, depthwiseOptions());
  refuses({{1, 4, 4, 4}, {2, 1, 1, 4}, {1, 4, 4, 4}}, Code::DEPTHWISE_CONV_2D, depthwiseOptions());
}

TEST(TfliteWindow, RefusesOptionsThatMakeNoSense) {
  const ConvShapes shapes{{1, 4, 4, 2}, {3, 1, 1, 2}, {1, 4, 4, 3}};
  expectError(ErrorCode::input, {"stride 0"},
              [&] { asInFile(convModel(shapes, Code::CONV_2D, convOptions({.strideRows = 0}))); });
  expectError(ErrorCode::input, {"dilation -1"}, [&] {
    asInFile(convModel(shapes, Code::CONV_2D, convOptions({.dilationColumns = -1})));
  });
  expectError(ErrorCode::input, {"padding 9"}, [&] {
    asInFile(convModel(shapes, Code::CONV_2D, convOptions({.padding = static_cast<Padding>(9)})));
  });
  expectError(ErrorCode::input, {"fused activation 77"}, [&] {
    asInFile(convModel(shapes, Code::CONV_2D,
                       convOptions({.activation = static_cast<ActivationFunctionType>(77)})));
  });
  expectError(ErrorCode::input, {"its options are missing or of another operator"},
              [&] { asInFile(convModel(shapes, Code::CONV_2D, depthwiseOptions())); });
}

TEST(TfliteWindow, RefusesAnOutputOfAnotherShape) {
  const TestModel model =
      convModel({{1, 4, 4, 2}, {3, 1, 1, 2}, {1, 5, 4, 3}}, Code::CONV_2D, convOptions());
  expectError(ErrorCode::input,
              {"operator 0 (CONV_2D)", "declares 1x5x4x3 for tensor 'y'", "gives 1x4x4x3"},
              [&] { asInFile(model); });
}

TEST(TfliteWindow, TransposedConvolution) {
  TestModel model;
  const int shape = model.list("shape", {1, 8, 8, 3});
  const int w = model.constant("w", {3, 3, 3, 5}, Type::INT8, std::string(135, '\1'));
  const int x = model.tensor("x", {1, 4, 4, 5});
  const int y = model.tensor("y", {1, 8, 8, 3});
  model.op(Code::TRANSPOSE_CONV, {shape, w, x}, {y},
           transposeConvOptions({.strideRows = 2, .strideColumns = 2}));
  model.ends({x}, {y});
  const Network network = asInFile(model);
  const Operator& op = network.operators.at(0);
  const auto& conv = std::get<TransposedConvolution>(op.attributes);
  EXPECT_EQ(conv.window, (Window{{3, 2, 1, 0, 1}, {3, 2, 1, 0, 1}}));
  EXPECT_EQ(network.tensor(op.inputs.at(0)).name, "x");
  EXPECT_EQ(network.tensor(op.inputs.at(1)).name, "w");
  EXPECT_EQ(modelWork(Graph(network)).macs.count(), 4 * 4 * 5 * 3 * 3 * 3);
}

TEST(TfliteWindow, Pools) {
  TestModel model;
  const int x = model.tensor("x", {1, 5, 6, 4});
  const int a = model.tensor("a", {1, 2, 3, 4});
  const int b = model.tensor("b", {1, 2, 3, 4});
  const int y = model.tensor("y", {1, 2, 3, 4});
  model.op(Code::MAX_POOL_2D, {x}, {a},
           poolOptions(3, 2, {.padding = Padding::VALID, .strideRows = 2, .strideColumns = 2}));
  model.op(Code::AVERAGE_POOL_2D, {a}, {b}, poolOptions(3, 3));
  model.op(Code::L2_POOL_2D, {b}, {y}, poolOptions(1, 2));
  model.ends({x}, {y});
  const Network network = asInFile(model);
  const auto pool = [&](std::size_t i) {
    return std::get<Pool>(network.operators.at(i).attributes);
  };
  EXPECT_EQ(pool(0).kind, PoolKind::max);
  EXPECT_EQ(pool(0).window, (Window{{3, 2, 1, 0, 0}, {2, 2, 1, 0, 0}}));
  EXPECT_EQ(pool(1).kind, PoolKind::average);
  EXPECT_EQ(pool(1).window, (Window{{3, 1, 1, 1, 1}, {3, 1, 1, 1, 1}}));
  EXPECT_FALSE(pool(1).countsPadding);
  EXPECT_EQ(pool(2).kind, PoolKind::lp);
}

}  // namespace
}  // namespace tessera::tflite_import
