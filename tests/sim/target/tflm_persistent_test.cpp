#include "sim/target/tflm_persistent.h"

#include <gtest/gtest.h>

#include "tests/support/int8_network.h"

namespace tessera {
namespace {

using test::Int8Network;

/// One 3x3 convolution of `channels` outputs, from 3 tensors: input, weights, output.
Graph convolutionOfChannels(std::int64_t channels) {
  Int8Network net;
  const TensorId x = net.input("x", {1, 2, 6, 6});
  return Graph(net.finish({net.conv("conv", x, channels, 3, 1, 1)}));
}

TEST(TflmPersistent, CountsStructsAndTheirPaddingFromTheEndOfTheArena) {
  const TflmPersistent parts = tflmPersistent(convolutionOfChannels(5), 0, 1, Kernels::cmsisNn);
  EXPECT_EQ(parts.runtime, Bytes(236));
  EXPECT_EQ(parts.evalTensors, Bytes(3 * 12));
  EXPECT_EQ(parts.nodes, Bytes(32));
  EXPECT_EQ(parts.options, Bytes(28));
  // At 332 of the end: 60 bytes end at 400 (68), two arrays of 5 words take 32 each, up to 464;
  // a handle moves the end to 468; the input's list ends at 480 (12). A tensor and its
  // quantisation, 32 + 12 + 8, end at 532; the output's list at 544 (12).
  EXPECT_EQ(parts.operatorData, Bytes(68 + 32 + 32 + 12 + 12));
  EXPECT_EQ(parts.scratchHandles, Bytes(4));
  EXPECT_EQ(parts.inputOutput, Bytes(64));
  EXPECT_EQ(parts.quantization, Bytes(40));
  EXPECT_EQ(parts.total(), Bytes(236 + 36 + 32 + 28 + 156 + 4 + 64 + 40));
  EXPECT_EQ(parts.assumedOperators, 0U);
}

TEST(TflmPersistent, CountsTheTensorsThatTheFileLists) {
  const TflmPersistent parts = tflmPersistent(convolutionOfChannels(4), 7, 0, Kernels::cmsisNn);
  EXPECT_EQ(parts.evalTensors, Bytes(7 * 12));
  EXPECT_EQ(parts.quantization, Bytes(0)) << "a TFLite file says itself what is quantised";
}

TEST(TflmPersistent, ReferenceKernelsPrepareArraysForFloatsToo) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2, 6, 6}, DType::float32);
  net.output(
      net.op("conv", Convolution{test::window(2, 3, 1, 1), 1}, {x}, {1, 4, 6, 6}, DType::float32));
  const Graph graph(net.network());
  const Bytes reference = tflmPersistent(graph, 0, 0, Kernels::reference).total();
  EXPECT_EQ(reference - tflmPersistent(graph, 0, 0, Kernels::cmsisNn).total(), Bytes(2 * 16));
}

TEST(TflmPersistent, KeepsStateAndSaysWhatIsAssumed) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 10}, DType::int8);
  const TensorId state = net.constant("state", {1, 21}, TensorRole::activation, DType::int8);
  net[state].variable = true;
  net.output(net.op("unheard", Opaque{}, {x, state}, {1, 10}, DType::int8));
  const TflmPersistent parts = tflmPersistent(Graph(net.network()), 0, 0, Kernels::cmsisNn);
  EXPECT_EQ(parts.variables, Bytes(32)) << "behind structs that end on 16 bytes";
  EXPECT_EQ(parts.assumedOperators, 1U);
  EXPECT_EQ(parts.total() - parts.variables, parts.withoutVariables());
}

}  // namespace
}  // namespace tessera
