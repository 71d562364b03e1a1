#include "sim/target/tflm_refusals.h"

#include <gmock/gmock.h>

#include "sim/target/tflm_kernels.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Shape refusedMap{1, 4, 4, 2};

test::NetworkBuilder tfliteNetwork() {
  test::NetworkBuilder net;
  net.network().layout = Layout::channelsLast;
  return net;
}

/// A 1x1 convolution of those types.
Graph convolutionOf(DType input, DType weights) {
  test::NetworkBuilder net = tfliteNetwork();
  const TensorId x = net.input("x", refusedMap, input);
  const TensorId w = net.constant("w", {2, 1, 1, 2}, TensorRole::weight, weights);
  net.output(
      net.op("conv", Convolution{test::window(2, 1), 1}, {x, w}, refusedMap, input, "CONV_2D"));
  return Graph(net.network());
}

Graph opaqueOf(const std::string& type, DType dtype = DType::int8) {
  test::NetworkBuilder net = tfliteNetwork();
  net.output(net.op("op", Opaque{}, {net.input("x", refusedMap, dtype)}, refusedMap, dtype, type));
  return Graph(net.network());
}

std::string whyNot(const Graph& graph) {
  const std::vector<Refusal> refusals = tflmRefusals(graph);
  return refusals.empty() ? "" : refusals.front().why;
}

TEST(TflmRefusals, LayersTakeWhatTheirKernelsTake) {
  EXPECT_EQ(whyNot(convolutionOf(DType::int8, DType::int8)), "");
  EXPECT_EQ(whyNot(convolutionOf(DType::int8, DType::int4)), "");
  EXPECT_EQ(whyNot(convolutionOf(DType::int16, DType::int8)), "");
  EXPECT_EQ(whyNot(convolutionOf(DType::float32, DType::float32)), "");
  EXPECT_EQ(whyNot(convolutionOf(DType::float32, DType::int8)),
            "CONV_2D takes no hybrid layer: float32 inputs with int8 weights");
  EXPECT_EQ(whyNot(convolutionOf(DType::uint8, DType::uint8)),
            "CONV_2D takes no uint8 inputs with uint8 weights");
  EXPECT_EQ(whyNot(convolutionOf(DType::int16, DType::int4)),
            "CONV_2D takes no int16 inputs with int4 weights");
}

TEST(TflmRefusals, OperatorsWithoutAKernel) {
  EXPECT_EQ(whyNot(opaqueOf("TILE")), "TILE has no kernel");
  EXPECT_EQ(whyNot(opaqueOf("FlexErf")), "FlexErf is TensorFlow's own (Flex) and has no kernel");
  EXPECT_EQ(whyNot(opaqueOf("MyOp")), "MyOp has no kernel");
  EXPECT_EQ(whyNot(opaqueOf("SignalRfft", DType::int16)), "");
  EXPECT_EQ(whyNot(opaqueOf("DEQUANTIZE", DType::float16)), "DEQUANTIZE takes no float16 tensors");
  EXPECT_EQ(whyNot(opaqueOf("CAST", DType::uint8)), "");
  EXPECT_EQ(whyNot(opaqueOf("MEAN", DType::uint8)), "MEAN takes no uint8 tensors");
}

TEST(TflmRefusals, AFileOfAnotherFormatIsNotJudged) {
  test::NetworkBuilder net;
  net.output(
      net.op("op", Opaque{}, {net.input("x", refusedMap)}, refusedMap, DType::float32, "Erf"));
  EXPECT_THAT(tflmRefusals(Graph(net.network())), IsEmpty());
}

TEST(TflmRefusals, ResolverLinesAreSortedAndSaidOnce) {
  test::NetworkBuilder net = tfliteNetwork();
  TensorId x = net.input("x", refusedMap, DType::int8);
  for (const char* type : {"UNIDIRECTIONAL_SEQUENCE_LSTM", "L2_POOL_2D", "RELU6", "SELECT_V2",
                           "RELU6", "RESIZE_NEAREST_NEIGHBOR", "SignalPCAN", "TILE"}) {
    x = net.op(type + std::to_string(x.index()), Opaque{}, {x}, refusedMap, DType::int8, type);
  }
  net.output(x);
  EXPECT_THAT(resolverLines(Graph(net.network())),
              ElementsAre("resolver.AddL2Pool2D();", "resolver.AddPCAN();", "resolver.AddRelu6();",
                          "resolver.AddResizeNearestNeighbor();", "resolver.AddSelectV2();",
                          "resolver.AddUnidirectionalSequenceLSTM();"));
}

}  // namespace
}  // namespace tessera
