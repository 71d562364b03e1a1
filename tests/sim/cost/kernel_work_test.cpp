#include "sim/cost/kernel_work.h"

#include <gtest/gtest.h>

#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::window;

KernelWork convWork(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                    std::int64_t pad, std::int64_t groups = 1) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, in, 8, 8}, DType::int8);
  const TensorId w =
      net.constant("w", {out, in / groups, kernel, kernel}, TensorRole::weight, DType::int8);
  const std::int64_t size = (8 + 2 * pad - kernel) / stride + 1;
  net.output(net.op("y", Convolution{window(2, kernel, stride, pad), groups}, {x, w},
                    {1, out, size, size}, DType::int8));
  return kernelWork(net.graph(), OperatorId(0));
}

TEST(KernelWork, TellsKernelsApart) {
  EXPECT_EQ(convWork(8, 16, 1, 1, 0).kind, KernelKind::pointwise);
  EXPECT_EQ(convWork(8, 16, 3, 1, 1).kind, KernelKind::convolution);
  EXPECT_EQ(convWork(3, 16, 3, 2, 1).kind, KernelKind::stem);
  EXPECT_EQ(convWork(8, 8, 3, 1, 1, 8).kind, KernelKind::depthwise);
}

TEST(KernelWork, CountsAConvolution) {
  const KernelWork work = convWork(20, 6, 3, 1, 1);
  EXPECT_EQ(work.macs, 64 * 6 * 9 * 20);
  EXPECT_EQ(work.outputs, 64 * 6);
  EXPECT_EQ(work.positions, 64);
  EXPECT_EQ(work.im2col, 64 * 9 * 20);
  EXPECT_EQ(work.macsPadded, 64 * 6 * 192);  // 180 rounds up to 192
  EXPECT_EQ(work.tapsInside, (3 * 8 - 2) * (3 * 8 - 2));
  EXPECT_EQ(work.weightBytes, 6 * 9 * 20);
  EXPECT_EQ(work.inputBytes, 20 * 64);
  EXPECT_EQ(work.outputBytes, 6 * 64);
  EXPECT_EQ(convWork(20, 6, 1, 1, 0).macsRemainder, 64 * 6 * 4);
}

TEST(KernelWork, AStridedPointwiseKernelRunsRowByRow) {
  EXPECT_EQ(convWork(8, 16, 1, 1, 0).calls, 1);
  EXPECT_EQ(convWork(8, 16, 1, 2, 0).calls, 4);
}

/// input -> pointwise 4 -> depthwise -> pointwise 2
NetworkBuilder threeConvolutions(const std::vector<std::int8_t>& first) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2, 4, 4}, DType::int8);
  const TensorId w1 = net.values("w1", {4, 2, 1, 1}, DType::int8, first);
  const TensorId w2 = net.values("w2", {4, 1, 3, 3}, DType::int8, std::vector<std::int8_t>(36, 1));
  const TensorId w3 = net.values("w3", {2, 4, 1, 1}, DType::int8, std::vector<std::int8_t>(8, 1));
  const TensorId a = net.op("a", Convolution{window(2, 1), 1}, {x, w1}, {1, 4, 4, 4}, DType::int8);
  const TensorId b =
      net.op("b", Convolution{window(2, 3, 1, 1), 4}, {a, w2}, {1, 4, 4, 4}, DType::int8);
  net.output(net.op("c", Convolution{window(2, 1), 1}, {b, w3}, {1, 2, 4, 4}, DType::int8));
  return net;
}

TEST(KernelWork, PruningTakesDeadChannelsFromTheOperatorAndItsReaders) {
  const Graph graph =
      threeConvolutions({1, 1, 0, 0, 1, 1, 0, 0}).graph();  // channels 1 and 3 are dead
  const std::vector<double> live = liveShares(graph, deadOutputChannels(graph));
  const auto pruned = [&](std::size_t i) { return kernelWork(graph, OperatorId(i), &live); };
  EXPECT_EQ(pruned(0).macs, 16 * 2 * 2);
  EXPECT_EQ(pruned(1).macs, 16 * 2 * 9);
  EXPECT_EQ(pruned(2).macs, 16 * 2 * 2);
  EXPECT_EQ(kernelWork(graph, OperatorId(2)).macs, 16 * 2 * 4);
}

TEST(KernelWork, WithoutDeadChannelsPruningChangesNothing) {
  const Graph graph = threeConvolutions(std::vector<std::int8_t>(8, 1)).graph();
  const std::vector<double> live = liveShares(graph, deadOutputChannels(graph));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(kernelWork(graph, OperatorId(i), &live).macs, kernelWork(graph, OperatorId(i)).macs);
  }
}

TEST(KernelWork, ReshapesMoveNothingAndTheUnknownStaysUnknown) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4}, DType::int8);
  const TensorId y = net.op("y", Opaque{}, {x}, {1, 4}, DType::int8);
  const TensorId z = net.op("z", Reshape{}, {y}, {4}, DType::int8);
  net[z].aliasOf = y;
  net.output(z);
  const Graph graph = net.graph();
  EXPECT_EQ(kernelWork(graph, OperatorId(0)).kind, KernelKind::unknown);
  EXPECT_EQ(kernelWork(graph, OperatorId(1)).kind, KernelKind::nothing);
}

}  // namespace
}  // namespace tessera
