#include "sim/schedule/channel_chunks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/int8_network.h"

namespace tessera {
namespace {

using testing::HasSubstr;

Block inChunks(const Graph& graph, std::int64_t channels) {
  Block block;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) block.operators.emplace_back(i);
  block.channels = channels;
  return block;
}

/// expand (4 -> 10), a depthwise convolution, project (10 -> 4), and a sum with the input.
Graph bottleneckOfTen(std::int64_t groups = 10) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 4, 6, 6});
  const TensorId wide = net.conv("expand", x, 10, 1, 1, 0);
  const TensorId middle = net.conv("middle", wide, 10, 3, 1, 1, groups);
  const TensorId thin = net.conv("project", middle, 4, 1, 1, 0);
  return Graph(net.finish({net.add("sum", Elementwise{"add"}, {x, thin}, {1, 4, 6, 6})}));
}

TEST(ChunkRuns, GoFromTheExpansionToTheProjection) {
  const Graph graph = bottleneckOfTen();
  const std::vector<ChunkRun> runs = chunkRuns(graph, inChunks(graph, 4));
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs.front().first, 0U);
  EXPECT_EQ(runs.front().last, 2U);
  EXPECT_EQ(runs.front().channels, 10);
  EXPECT_FALSE(whyNoChunks(graph, inChunks(graph, 4)));
}

TEST(TileCalls, RunEachOperatorOnceAChunk) {
  const Graph graph = bottleneckOfTen();
  const std::vector<TileCall> calls = tileCalls(graph, inChunks(graph, 4));
  ASSERT_EQ(calls.size(), 3U * 3 + 1);
  EXPECT_EQ(countTileCalls(graph, inChunks(graph, 4)), 10);
  EXPECT_EQ(calls[0].channels, (Interval{0, 4}));
  EXPECT_EQ(calls[1].position, 1U);
  EXPECT_EQ(calls[3].position, 0U);
  EXPECT_EQ(calls[8].channels, (Interval{8, 10}));
  EXPECT_EQ(calls[8].position, 2U);
  EXPECT_TRUE(calls[9].channels.empty());
}

TEST(WhyNoChunks, NamesTheOperatorThatMixesChannels) {
  const Graph graph = bottleneckOfTen(2);
  const auto refusal = whyNoChunks(graph, inChunks(graph, 4));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("operator 'middle'"));
  EXPECT_THAT(refusal->why, HasSubstr("grouped convolution"));
}

TEST(WhyNoChunks, NamesTheSecondReader) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 4, 6, 6});
  const TensorId wide = net.conv("expand", x, 10, 1, 1, 0);
  const TensorId middle = net.conv("middle", wide, 10, 3, 1, 1, 10);
  const Graph graph(
      net.finish({net.add("both", Elementwise{"add"}, {wide, middle}, {1, 10, 6, 6})}));
  const auto refusal = whyNoChunks(graph, inChunks(graph, 4));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("'expand' has several readers"));
}

TEST(WhyNoChunks, SaysTheMostChannelsThatAreThere) {
  const Graph graph = bottleneckOfTen();
  const auto refusal = whyNoChunks(graph, inChunks(graph, 10));
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->why, HasSubstr("expands to more than 10 channels"));
  EXPECT_THAT(refusal->hint, HasSubstr("its largest has 10"));
}

}  // namespace
}  // namespace tessera
