#include "sim/schedule/over_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/schedule/patch_based.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using testing::HasSubstr;

const Window overInputWindow{{1, 1, 1, 0, 0}, {1, 1, 1, 0, 0}};

/// conv, wide, narrow, and a sum with what conv wrote.
Graph overInputNetwork(std::int64_t batch = 1) {
  test::NetworkBuilder net;
  const Shape map{batch, 4, 8, 8};
  const TensorId x = net.input("x", map, DType::int8);
  const TensorId conv = net.op("conv", Convolution{overInputWindow, 1}, {x}, map, DType::int8);
  const TensorId wide =
      net.op("wide", Convolution{overInputWindow, 1}, {conv}, {batch, 8, 8, 8}, DType::int8);
  const TensorId narrow =
      net.op("narrow", Convolution{overInputWindow, 1}, {wide}, map, DType::int8);
  net.output(net.op("sum", Elementwise{"add"}, {conv, narrow}, map, DType::int8));
  return net.graph();
}

Block overInputBlock(const Graph& graph, const char* first, const char* last) {
  Block block;
  block.result = BlockResult::overInput;
  block.operators = stageOperators(graph, operatorNamed(graph, last), operatorNamed(graph, first));
  return block;
}

TEST(WhyNotOverInput, IsNothingWhereAllReadersAreInside) {
  const Graph graph = overInputNetwork();
  EXPECT_FALSE(whyNotOverInput(graph, overInputBlock(graph, "wide", "sum")));
  const std::vector<TensorId> dying = dyingInputs(graph, overInputBlock(graph, "conv", "sum"));
  ASSERT_EQ(dying.size(), 1U);
  EXPECT_EQ(graph[dying.front()].name, "x");
}

TEST(WhyNotOverInput, NamesTheReaderOutside) {
  const Graph graph = overInputNetwork();
  const auto refusal = whyNotOverInput(graph, overInputBlock(graph, "wide", "narrow"));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("is read by 'sum' outside the block"));
  EXPECT_THAT(refusal->hint, HasSubstr("take 'sum' into the block"));
}

TEST(WhyNotOverInput, NamesABatch) {
  const Graph graph = overInputNetwork(2);
  const auto refusal = whyNotOverInput(graph, overInputBlock(graph, "conv", "sum"));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("has a batch of 2"));
}

TEST(WhyNotOverInput, NamesAGraphOutput) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 8, 8}, DType::int8);
  const TensorId a = net.op("a", Convolution{overInputWindow, 1}, {x}, {1, 4, 8, 8}, DType::int8);
  net.output(a);
  net.output(net.op("b", Convolution{overInputWindow, 1}, {a}, {1, 4, 8, 8}, DType::int8));
  const Graph graph = net.graph();
  const auto refusal = whyNotOverInput(graph, overInputBlock(graph, "b", "b"));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("is a graph output, which stays"));
}

}  // namespace
}  // namespace tessera
