#include "sim/run/safe_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/schedule/over_input.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"
#include "tests/support/random_tiling.h"

namespace tessera {
namespace {

Block stripBlock(const Graph& graph, std::vector<OperatorId> operators) {
  Block block;
  block.operators = std::move(operators);
  block.result = BlockResult::overInput;
  const Region whole = wholeRegion(graph, graph[block.operators.back()].outputs.front());
  setTile(graph, block, {1, whole.columns.end});
  return block;
}

Bytes distanceOf(const Graph& graph, const Block& block) {
  const std::vector<TensorId> inputs = dyingInputs(graph, block);
  return safeDistances(graph, block, blockTiles(graph, block), inputs).front().distance;
}

/// One convolution, 8 rows of 4 bytes to rows of `channels` bytes.
Graph oneConvolution(std::int64_t channels, std::int64_t stride) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 8, 1}, DType::int8);
  const Window window{{3, stride, 1, 1, 1}, {1, 1, 1, 0, 0}};
  net.output(
      net.op("conv", Convolution{window, 1}, {x}, {1, channels, 8 / stride, 1}, DType::int8));
  return net.graph();
}

TEST(SafeDistances, OfTheExampleInTheHeader) {
  const Graph graph = oneConvolution(6, 1);
  EXPECT_EQ(distanceOf(graph, stripBlock(graph, {OperatorId(0)})), Bytes(24));
}

TEST(SafeDistances, CountTheRowsThatTheOwnKernelReads) {
  // Row r ends at 4(r + 1) and reads from 4(r - 1) on.
  const Graph graph = oneConvolution(4, 1);
  EXPECT_EQ(distanceOf(graph, stripBlock(graph, {OperatorId(0)})), Bytes(8));
  Block whole = stripBlock(graph, {OperatorId(0)});
  setTile(graph, whole, {8, 1});
  EXPECT_EQ(distanceOf(graph, whole), Bytes(8)) << "the kernel works row by row of the tile";
}

TEST(SafeDistances, AreNothingWhereTheResultShrinks) {
  // The first row ends at 4 and reads from 0 on; the second ends at 8 and reads from 4 on.
  const Graph graph = oneConvolution(4, 2);
  EXPECT_EQ(distanceOf(graph, stripBlock(graph, {OperatorId(0)})), Bytes(4));
}

/// The same, from a list of all reads and writes one after the other.
std::int64_t listedDistance(const Graph& graph, const Block& block, const BlockTiles& tiles,
                            TensorId input) {
  const TensorId output = graph[block.operators.back()].outputs.front();
  const auto at = [&](TensorId id, std::int64_t row, std::int64_t column) {
    const Region whole = wholeRegion(graph, id);
    const std::int64_t bits = graph[id].shape.elements() * bitWidth(graph[id].dtype);
    return (row * whole.columns.end + column) * (bits / whole.area() / 8);
  };
  struct Access {
    std::int64_t read = std::numeric_limits<std::int64_t>::max();  // first byte
    std::int64_t end = 0;                                          // of what is written
  };
  std::vector<Access> list;
  const auto call = [&](OperatorId op, const Region& region, bool last) {
    Access access;
    for (std::size_t k = 0; k < graph[op].inputs.size(); ++k) {
      if (graph[op].inputs[k] != input) continue;
      const Region read = regionMap(graph, op, k).clipped(region);
      if (!read.empty()) {
        access.read = std::min(access.read, at(input, read.rows.begin, read.columns.begin));
      }
    }
    if (last) access.end = at(output, region.rows.end - 1, region.columns.end);
    list.push_back(access);
  };
  for (std::size_t tile = 0; tile < tiles.operators.back().clipped.size(); ++tile) {
    for (std::size_t i = 0; i < block.operators.size(); ++i) {
      const bool last = i + 1 == block.operators.size();
      const Region region =
          intersect(tiles.operators[i].under(tiles.stored(block.tiles))[tile],
                    wholeRegion(graph, graph[block.operators[i]].outputs.front()));
      if (region.empty()) continue;
      if (!last) call(block.operators[i], region, false);
      for (std::int64_t row = region.rows.begin; last && row < region.rows.end; ++row) {
        call(block.operators[i], {{row, row + 1}, region.columns}, true);
      }
    }
  }
  std::int64_t most = 0;
  std::int64_t needed = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = list.size(); i-- > 0;) {
    needed = std::min(needed, list[i].read);
    if (list[i].end > 0) most = std::max(most, list[i].end - needed);
  }
  return most;
}

TEST(SafeDistances, EqualAListOfAllReadsAndWrites) {
  test::checkProperty(1000, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const test::RandomStage stage = test::randomStage(seed);
    Block block = test::randomTiling(stage, seed);
    block.result = BlockResult::overInput;
    const std::vector<TensorId> inputs = dyingInputs(stage.graph, block);
    RC_PRE(!whyNotOverInput(stage.graph, block) && !inputs.empty());
    const BlockTiles tiles = blockTiles(stage.graph, block);
    const std::vector<OverInput> distances = safeDistances(stage.graph, block, tiles, inputs);
    for (const OverInput& over : distances) {
      const std::int64_t listed = listedDistance(stage.graph, block, tiles, over.input);
      const auto of = std::find_if(tiles.inputs.begin(), tiles.inputs.end(),
                                   [&](const auto& each) { return each.tensor == over.input; });
      const bool exact = of->tiles.under(tiles.stored(block.tiles)).factored();
      RC_ASSERT(over.distance.count() >= listed);
      if (exact) RC_ASSERT(over.distance.count() == listed);
    }
  });
}

TEST(SharedBytes, AreWhatBothHave) {
  EXPECT_EQ(sharedBytes(Bytes(10), Bytes(20), Bytes(14)), Bytes(6));
  EXPECT_EQ(sharedBytes(Bytes(10), Bytes(20), Bytes(0)), Bytes(10));
  EXPECT_EQ(sharedBytes(Bytes(10), Bytes(20), Bytes(30)), Bytes(0));
}

}  // namespace
}  // namespace tessera
