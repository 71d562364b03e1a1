#include "sim/target/scratch.h"

#include <gtest/gtest.h>

#include "tests/support/int8_network.h"

namespace tessera {
namespace {

using test::Int8Network;

/// The buffers of the graph's last operator.
std::vector<Bytes> scratchOfLast(const Network& network, Kernels kernels) {
  const Graph graph(network);
  const Operator& op = graph.operators().back();
  return callScratch(graph, op, kernels, graph[op.outputs.front()].shape.elements());
}

Network meanOf(DType type, const std::string& function = "mean") {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 16, 5, 5}, type);
  net.output(net.op("mean", Reduce{function, {2, 3}}, {x}, {1, 16}, type));
  return net.network();
}

Network convolutionNetwork(DType type, std::int64_t kernel, std::int64_t groups, std::int64_t pad) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 6, 9, 9}, type);
  const std::int64_t extent = 9 + 2 * pad - kernel + 1;
  net.output(net.op("conv", Convolution{test::window(2, kernel, 1, pad), groups}, {x},
                    {1, 6, extent, extent}, type));
  return net.network();
}

TEST(Scratch, ReferenceKernelsOfReductionsAskForIndexAxesAndSums) {
  const std::vector<Bytes> mean{Bytes(4 * 4), Bytes(4 * 2), Bytes(4 * 16)};
  EXPECT_EQ(scratchOfLast(meanOf(DType::int8), Kernels::reference), mean);
  EXPECT_EQ(scratchOfLast(meanOf(DType::int8), Kernels::cmsisNn), mean);
  EXPECT_EQ(scratchOfLast(meanOf(DType::int8, "max"), Kernels::reference),
            (std::vector<Bytes>{Bytes(16), Bytes(8)}));
  EXPECT_TRUE(scratchOfLast(meanOf(DType::int8, "prod"), Kernels::reference).empty());
}

/// 10 boxes of 3 classes, of which 4 are kept.
TEST(Scratch, DetectionPostProcessingSortsItsBoxes) {
  test::NetworkBuilder net;
  const TensorId boxes = net.input("boxes", {1, 10, 4});
  const TensorId scores = net.input("scores", {1, 10, 4});
  Opaque detection;
  detection.options = {{"max_detections", 4}, {"num_classes", 3}};
  net.output(net.op("found", detection, {boxes, scores}, {1, 4, 4}, DType::float32,
                    "TFLite_Detection_PostProcess"));
  const std::vector<Bytes> asked{Bytes(10),  Bytes(160), Bytes(160), Bytes(40),
                                 Bytes(40),  Bytes(160), Bytes(160), Bytes(40),
                                 Bytes(160), Bytes(160), Bytes(160)};
  EXPECT_EQ(scratchOfLast(net.network(), Kernels::cmsisNn), asked);
  EXPECT_EQ(asked.size(), maxScratchBuffers);
}

TEST(Scratch, ReferenceKernelsOfTransposedConvolutionsAskForTheirSums) {
  const auto transposed = [](DType type) {
    test::NetworkBuilder net;
    const TensorId x = net.input("x", {1, 2, 3, 3}, type);
    net.output(
        net.op("up", TransposedConvolution{test::window(2, 2, 2), 1}, {x}, {1, 4, 6, 6}, type));
    return scratchOfLast(net.network(), Kernels::reference);
  };
  EXPECT_EQ(transposed(DType::int8), std::vector<Bytes>{Bytes(4 * 144)});
  EXPECT_EQ(transposed(DType::int16), std::vector<Bytes>{Bytes(8 * 144)});
  EXPECT_TRUE(transposed(DType::float32).empty());
}

/// 6 channels of 3x3 are 54 numbers a column: not rounded up, on any core.
TEST(Scratch, ConvolutionsWithInt4WeightsHaveKernelsOfTheirOwn) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 6, 9, 9}, DType::int8);
  const TensorId w = net.constant("w", {6, 6, 3, 3}, TensorRole::weight, DType::int4);
  net.output(
      net.op("conv", Convolution{test::window(2, 3, 1, 1), 1}, {x, w}, {1, 6, 9, 9}, DType::int8));
  for (const Kernels kernels : {Kernels::cmsisNn, Kernels::cmsisNnC, Kernels::cmsisNnMve}) {
    EXPECT_EQ(scratchOfLast(net.network(), kernels), std::vector<Bytes>{Bytes(4 * 54)});
  }
  EXPECT_EQ(scratchOfLast(net.network(), Kernels::reference), std::vector<Bytes>{Bytes(6 * 54)});
}

TEST(Scratch, FloatOperatorsRunReferenceKernels) {
  for (const Kernels kernels : {Kernels::cmsisNn, Kernels::cmsisNnC, Kernels::cmsisNnMve}) {
    EXPECT_TRUE(scratchOfLast(convolutionNetwork(DType::float32, 3, 1, 1), kernels).empty());
    EXPECT_EQ(scratchOfLast(meanOf(DType::float32), kernels).size(), 2U);
  }
  EXPECT_TRUE(scratchOfLast(convolutionNetwork(DType::int8, 3, 1, 1), Kernels::reference).empty());
}

TEST(Scratch, CmsisNnTurnsTransposedConvolutionsOfManyChannelsAround) {
  const auto up = [](std::int64_t channels, std::int64_t kernel, std::int64_t stride,
                     Kernels kernels) {
    Int8Network net;
    const TensorId x = net.input("x", {1, channels, 3, 5});
    return scratchOfLast(
        net.finish({net.add("up", TransposedConvolution{test::window(2, kernel, stride), 1}, {x},
                            {1, 4, 3 * stride, 5 * stride})}),
        kernels);
  };
  using Buffers = std::vector<Bytes>;
  EXPECT_EQ(up(17, 3, 2, Kernels::cmsisNn), (Buffers{Bytes(4 * 156), Bytes(17 * 9 * 4)}));
  EXPECT_EQ(up(17, 3, 2, Kernels::cmsisNnMve), (Buffers{Bytes(4 * 160), Bytes(17 * 9 * 4)}));
  EXPECT_EQ(up(16, 3, 2, Kernels::cmsisNn), (Buffers{Bytes((4 * 2 + 3) * 4 * 3 * 4), Bytes(0)}));
  EXPECT_EQ(up(17, 2, 3, Kernels::cmsisNn), (Buffers{Bytes((4 * 3 + 3) * 4 * 3 * 4), Bytes(0)}));
}

Network stateful(const std::string& type, DType dtype, const Shape& state, DType stateType) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {2, 10}, dtype);
  const TensorId weights = net.constant("w", {12, 10}, TensorRole::weight, dtype);
  const TensorId kept = net.constant("state", state, TensorRole::activation, stateType);
  net[kept].variable = true;
  net.output(net.op("op", Recurrent{6, 1}, {x, weights, kept}, {2, 6}, dtype));
  net.network().operators[0].type = type;
  return net.network();
}

TEST(Scratch, RecurrentKernelsAskForTheirSumsAndStates) {
  using Buffers = std::vector<Bytes>;
  const Shape cell{2, 6};
  const Network lstm = stateful("UNIDIRECTIONAL_SEQUENCE_LSTM", DType::int8, cell, DType::int16);
  EXPECT_EQ(scratchOfLast(lstm, Kernels::reference), Buffers(4, Bytes(2 * 6 * 2)));
  EXPECT_EQ(scratchOfLast(lstm, Kernels::cmsisNn), Buffers(3, Bytes(2 * 6 * 2)));
  const Network svdf = stateful("SVDF", DType::int8, {2, 24}, DType::int16);
  EXPECT_EQ(scratchOfLast(svdf, Kernels::cmsisNn), (Buffers{Bytes(4 * 2 * 12), Bytes(4 * 2 * 6)}));
  const Network real = stateful("SVDF", DType::float32, {2, 24}, DType::float32);
  EXPECT_EQ(scratchOfLast(real, Kernels::reference), Buffers{Bytes(4 * 2 * 12)});
}

TEST(Scratch, ConvolutionsUnfoldFourInt8ColumnsOrTwoOfInt16) {
  const auto bytes = [](DType type, std::int64_t kernel, std::int64_t pad, Kernels kernels) {
    const auto scratch = scratchOfLast(convolutionNetwork(type, kernel, 1, pad), kernels);
    return scratch.empty() ? 0 : scratch.front().count();
  };
  EXPECT_EQ(bytes(DType::int8, 3, 1, Kernels::cmsisNn), 4 * 56) << "54 rounded up to 4";
  EXPECT_EQ(bytes(DType::int8, 3, 1, Kernels::cmsisNnMve), 4 * 64) << "54 rounded up to 16";
  EXPECT_EQ(bytes(DType::int8, 1, 0, Kernels::cmsisNn), 0);
  EXPECT_EQ(bytes(DType::int8, 1, 1, Kernels::cmsisNn), 4 * 8) << "padded: unfolded";
  EXPECT_EQ(bytes(DType::int16, 3, 1, Kernels::cmsisNn), 2 * 54 * 2);
  EXPECT_EQ(bytes(DType::int16, 1, 0, Kernels::cmsisNnC), 2 * 6 * 2);
  EXPECT_EQ(bytes(DType::int16, 3, 1, Kernels::cmsisNnMve), 4 * 56 * 2);
}

TEST(Scratch, DepthwiseDependsOnKernelPaddingAndDilation) {
  const auto bytes = [](DType type, std::int64_t kernel, std::int64_t pad, std::int64_t dilation,
                        Kernels kernels) {
    Network network = convolutionNetwork(type, kernel, 6, pad);
    auto& conv = std::get<Convolution>(network.operators[0].attributes);
    for (WindowAxis& axis : conv.window) axis.dilation = dilation;
    const auto scratch = scratchOfLast(network, kernels);
    return scratch.empty() ? 0 : scratch.front().count();
  };
  EXPECT_EQ(bytes(DType::int8, 3, 1, 1, Kernels::cmsisNn), 0);
  EXPECT_EQ(bytes(DType::int8, 3, 2, 1, Kernels::cmsisNn), 2 * 6 * 9);
  EXPECT_EQ(bytes(DType::int8, 5, 2, 1, Kernels::cmsisNn), 2 * 6 * 25);
  EXPECT_EQ(bytes(DType::int8, 5, 2, 2, Kernels::cmsisNn), 0) << "dilated: the plain kernel";
  EXPECT_EQ(bytes(DType::int8, 5, 2, 1, Kernels::cmsisNnC), 0);
  EXPECT_EQ(bytes(DType::int8, 3, 1, 1, Kernels::cmsisNnMve), 4464);
  EXPECT_EQ(bytes(DType::int16, 3, 1, 1, Kernels::cmsisNn), 0) << "its kernel asks for none";
  EXPECT_EQ(bytes(DType::int16, 3, 1, 1, Kernels::cmsisNnMve), 0);
}

TEST(Scratch, TinyEngineUnfoldsTwoColumnsAndUnpacksWiderKernels) {
  const auto workspace = [](const Network& network) {
    const Graph graph(network);
    return tinyengineWorkspace(graph, graph.operators().back(), {9, 9});
  };
  EXPECT_EQ(workspace(convolutionNetwork(DType::int8, 3, 1, 1)).im2col, Bytes(4 * 54));
  EXPECT_EQ(workspace(convolutionNetwork(DType::int8, 3, 1, 1)).kernel, Bytes(2 * 54 * 6));
  EXPECT_EQ(workspace(convolutionNetwork(DType::int8, 1, 1, 0)).im2col, Bytes(4 * 6));
  EXPECT_EQ(workspace(convolutionNetwork(DType::int8, 1, 1, 0)).kernel, Bytes(0));
  const Workspace depthwise = workspace(convolutionNetwork(DType::int8, 5, 6, 2));
  EXPECT_EQ(depthwise.im2col, Bytes(2 * (9 + 4) * (9 + 4))) << "one padded plane of the input";
  EXPECT_EQ(depthwise.kernel, Bytes(0));
  EXPECT_EQ(workspace(convolutionNetwork(DType::float32, 3, 1, 1)).im2col, Bytes(0));
  Int8Network net;
  const TensorId x = net.input("x", {1, 40});
  const Network dense = net.finish({net.add("fc", FullyConnected{40, true}, {x}, {1, 10})});
  EXPECT_EQ(workspace(dense).im2col, Bytes(4 * 40));
}

}  // namespace
}  // namespace tessera
