#include "sim/schedule/accumulated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/int8_network.h"

namespace tessera {
namespace {

/// A convolution, a view of what it writes as one row, and a product of that with 2 columns.
Graph flattened(std::int64_t batch, Attributes product, Shape matrix) {
  test::Int8Network net;
  const TensorId x = net.input("x", {batch, 2, 4, 4});
  const TensorId conv = net.conv("conv", x, 3, 3, 1, 1);
  const TensorId row = net.add("row", Reshape{}, {conv}, {batch, 48});
  net[row].aliasOf = conv;
  const TensorId weights = net.weights("matrix", std::move(matrix));
  return Graph(net.finish({net.add("product", std::move(product), {row, weights}, {batch, 2})}));
}

TEST(WhyNoSums, IsEmptyOfProductsOfOneRow) {
  EXPECT_EQ(whyNoSums(flattened(1, FullyConnected{48, true}, {2, 48}), OperatorId(2)), "");
  EXPECT_EQ(whyNoSums(flattened(1, FullyConnected{48, false}, {48, 2}), OperatorId(2)), "");
  EXPECT_EQ(whyNoSums(flattened(1, MatMul{}, {48, 2}), OperatorId(2)), "");
}

TEST(WhyNoSums, SaysWhatStandsAgainstIt) {
  using testing::HasSubstr;
  const Graph batch = flattened(3, FullyConnected{48, true}, {2, 48});
  EXPECT_THAT(whyNoSums(batch, OperatorId(2)), HasSubstr("more than one row"));
  MatMul turned;
  turned.transposeB = true;
  EXPECT_THAT(whyNoSums(flattened(1, turned, {2, 48}), OperatorId(2)), HasSubstr("transposes"));
  EXPECT_THAT(whyNoSums(batch, OperatorId(0)), HasSubstr("only a global average pool and"));
}

TEST(AccumulatingTail, HasTheViewsBeforeTheProduct) {
  const Graph graph = flattened(1, FullyConnected{48, true}, {2, 48});
  Block block;
  block.operators = {OperatorId(0), OperatorId(1), OperatorId(2)};
  EXPECT_EQ(accumulatingTail(graph, block), 0U);
  block.result = BlockResult::accumulate;
  EXPECT_EQ(accumulatingTail(graph, block), 2U);
  EXPECT_EQ(graph[tiledTensor(graph, block)].name, "conv");
  EXPECT_EQ(graph[workedTensor(graph, block, 2)].name, "conv");
  EXPECT_EQ(graph[workedTensor(graph, block, 0)].name, "conv");
}

}  // namespace
}  // namespace tessera
