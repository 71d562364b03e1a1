#include "sim/run/stage_regions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/work.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"
#include "tests/support/patch_oracle.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

struct StageCase {
  test::RandomStage stage;
  Block block;
};

/// A random stage with a random grid of at most 5 parts an axis.
StageCase randomCase(std::uint64_t seed) {
  StageCase result{test::randomStage(seed), {}};
  const Graph& graph = result.stage.graph;
  const OperatorId last = result.stage.operators.back();
  const FeatureMap map = featureMap(graph[graph[last].outputs[0]].shape, graph.layout());
  const auto parts = [&](std::int64_t extent, std::uint64_t draw) {
    return static_cast<std::int64_t>(draw) % std::min<std::int64_t>(extent, 5) + 1;
  };
  result.block.operators = result.stage.operators;
  result.block.grid = {parts(map.rows, seed % 7), parts(map.columns, seed / 7 % 11)};
  return result;
}

/// Intervals of the first tile row and the first tile column, which say all where no tile lies in
/// padding alone.
struct Axes {
  std::vector<Interval> rows, columns, fullRows, fullColumns;

  Axes(const OperatorTiles& tiles, Grid grid) {
    const auto width = static_cast<std::size_t>(grid.columns);
    for (std::size_t i = 0; i < tiles.clipped.size(); i += width) {
      rows.push_back(tiles.clipped[i].rows);
      fullRows.push_back(tiles.full[i].rows);
    }
    for (std::size_t i = 0; i < width; ++i) {
      columns.push_back(tiles.clipped[i].columns);
      fullColumns.push_back(tiles.full[i].columns);
    }
  }
};

std::string text(const Region& region) {
  if (region.empty()) return "nothing";
  const auto interval = [](Interval of) {
    return "[" + std::to_string(of.begin) + ", " + std::to_string(of.end) + ")";
  };
  return interval(region.rows) + " x " + interval(region.columns);
}

std::int64_t macsOf(const Graph& graph, OperatorId id, const Region& region) {
  const std::int64_t positions = wholeRegion(graph, graph[id].outputs.front()).area();
  return MacShare(*macs(graph, id), positions).of(region.area()).count();
}

Region regionOf(const OperatorTiles& tiles, test::Borders borders, std::size_t tile) {
  return borders == test::Borders::clipped ? tiles.clipped[tile] : tiles.full[tile];
}

/// The first thing in which the product and the oracle differ on one tile; empty where they agree.
std::string difference(const StageCase& given, const BlockTiles& product,
                       const test::OracleTile& oracle, test::Borders borders, std::size_t tile) {
  const Graph& graph = given.stage.graph;
  for (std::size_t i = 0; i < given.block.operators.size(); ++i) {
    const OperatorId id = given.block.operators[i];
    const Region region = regionOf(product.operators[i], borders, tile);
    const test::OracleWork& work = oracle.operators[i];
    if (text(region) != text(work.computed)) {
      return graph[id].name + " computes " + text(region) + ", not " + text(work.computed);
    }
    const std::int64_t macs = macsOf(graph, id, region);
    if (macs != work.macs) {
      return graph[id].name + ": " + std::to_string(macs) + " MACs, not " +
             std::to_string(work.macs);
    }
  }
  if (product.inputs.size() != oracle.read.size()) return "not the same tensors are read";
  for (const InputTiles& input : product.inputs) {
    const Region region = regionOf(input.tiles, borders, tile);
    const Region& right = oracle.read.at(input.tensor);
    if (text(region) != text(right)) {
      return "reads " + text(region) + " of " + graph[input.tensor].name + ", not " + text(right);
    }
  }
  return {};
}

std::string difference(const StageCase& given, const BlockTiles& product, test::Borders borders) {
  const auto [rows, columns] = given.block.grid;
  const auto oracle =
      test::patchOracle(given.stage.graph, given.block.operators, rows, columns, borders);
  const auto width = static_cast<std::size_t>(columns);
  for (std::size_t i = 0; i < oracle.size(); ++i) {
    const std::string found = difference(given, product, oracle[i], borders, i);
    if (found.empty()) continue;
    const std::string policy = borders == test::Borders::full ? "full" : "clipped";
    return policy + " tile " + std::to_string(i / width) + ", " + std::to_string(i % width) + ": " +
           found;
  }
  return {};
}

/// Every element of the last operator's output lies in exactly one tile.
void expectPartition(const StageCase& given, const BlockTiles& product) {
  const Graph& graph = given.stage.graph;
  const TensorId output = graph[given.block.operators.back()].outputs[0];
  const FeatureMap map = featureMap(graph[output].shape, graph.layout());
  std::map<std::pair<std::int64_t, std::int64_t>, int> times;
  for (const auto& [rows, columns] : everyRegion(product.operators.back().clipped)) {
    for (std::int64_t r = rows.begin; r < rows.end; ++r) {
      for (std::int64_t c = columns.begin; c < columns.end; ++c) ++times[{r, c}];
    }
  }
  RC_ASSERT(static_cast<std::int64_t>(times.size()) == map.rows * map.columns);
  for (const auto& [element, count] : times) RC_ASSERT(count == 1);
  RC_ASSERT(times.begin()->first == std::pair(std::int64_t{0}, std::int64_t{0}));
  RC_ASSERT(times.rbegin()->first == std::pair(map.rows - 1, map.columns - 1));
}

TEST(BlockTiles, EqualAnElementByElementOracleOnRandomStages) {
  test::checkProperty(2000, [] {
    const auto anySeed =
        rc::gen::noShrink(rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>()));
    const StageCase given = randomCase(*anySeed);
    const BlockTiles product = blockTiles(given.stage.graph, given.block);
    expectPartition(given, product);
    RC_ASSERT(difference(given, product, test::Borders::clipped) == "");
    RC_ASSERT(difference(given, product, test::Borders::full) == "");
  });
}

/// Chains of square windows; the last tensor has at least 4 x 4 elements.
struct WindowChain {
  test::Int8Network builder;
  TensorId end;
  std::vector<std::string> names;

  explicit WindowChain(std::int64_t size) : end(builder.input("image", {1, 2, size, size})) {}
  void window(std::int64_t kernel, std::int64_t stride, std::int64_t pad) {
    names.push_back("conv" + std::to_string(names.size()));
    end = builder.conv(names.back(), end, 2, kernel, stride, pad);
  }
};

std::int64_t overlap(Interval a, Interval b) { return a.end - b.begin; }

Block wholeChain(const Graph& graph, Grid grid) {
  Block block;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) block.operators.emplace_back(i);
  block.grid = grid;
  return block;
}

/// MCUNetV2's case: MobileNetV2 up to the fourth bottleneck in 4 x 4 patches. From the output back,
/// each window that is not 1x1 with the overlap of neighbours and the width of what it reads.
TEST(BlockTiles, MobileNetV2OverlapsAndPatchWidths) {
  WindowChain chain(224);
  for (const std::int64_t stride : {2, 1, 2, 1, 2}) chain.window(3, stride, 1);
  const Graph graph(chain.builder.finish({chain.end}));
  const BlockTiles tiles = blockTiles(graph, wholeChain(graph, {4, 4}));
  std::vector<std::int64_t> overlaps, widths;
  const auto record = [&](const OperatorTiles& tilesOf) {
    const Axes of(tilesOf, {4, 4});
    overlaps.push_back(overlap(of.columns[1], of.columns[2]));
    EXPECT_EQ(overlap(of.rows[1], of.rows[2]), overlaps.back());
    for (const Interval full : of.fullColumns) EXPECT_EQ(full.length(), of.fullRows[0].length());
    widths.push_back(of.fullColumns[0].length());
  };
  for (std::size_t i = 5; i-- > 0;) record(tiles.operators[i]);
  record(tiles.inputs.at(0).tiles);
  EXPECT_EQ(overlaps, (std::vector<std::int64_t>{0, 1, 3, 7, 9, 19}));
  EXPECT_EQ(widths, (std::vector<std::int64_t>{7, 15, 17, 35, 37, 75}));
}

/// design.md, "Facts to build on": o_in = s * o_out + (k - s), and the summed widths of the tiles.
/// It holds where every border tile is cut by exactly the padding, that is for a stride that
/// divides the extent, pads that sum to k - s, and tiles of equal size.
TEST(BlockTiles, OverlapRecursionAndSummedWidthsOnRandomChains) {
  test::checkProperty(500, [] {
    const auto windows = *rc::gen::inRange<std::size_t>(1, 6);
    const auto parts = *rc::gen::inRange<std::int64_t>(1, 5);
    std::vector<std::pair<std::int64_t, std::int64_t>> chosen;  // kernel, stride; from the output
    std::int64_t size = parts * *rc::gen::inRange<std::int64_t>(8, 12);
    for (std::size_t i = 0; i < windows; ++i) {
      const auto stride = *rc::gen::inRange<std::int64_t>(1, 4);
      const auto pad = *rc::gen::inRange<std::int64_t>(0, 3);
      chosen.emplace_back(stride + 2 * pad, stride);
      size *= stride;
    }
    WindowChain chain(size);
    for (auto window = chosen.rbegin(); window != chosen.rend(); ++window) {
      chain.window(window->first, window->second, (window->first - window->second) / 2);
    }
    const Graph graph(chain.builder.finish({chain.end}));
    const BlockTiles tiles = blockTiles(graph, wholeChain(graph, {parts, parts}));
    std::int64_t extent = graph[chain.end].shape[2], expected = 0;
    std::int64_t width = extent / parts;
    for (std::size_t i = 0; i < windows; ++i) {
      const auto [kernel, stride] = chosen[i];
      expected = stride * expected + (kernel - stride);
      width = stride * width + (kernel - stride);
      extent *= stride;
      const bool image = i + 1 == windows;
      const Axes of(image ? tiles.inputs.at(0).tiles : tiles.operators[windows - 2 - i],
                    {parts, parts});
      std::int64_t clipped = 0, full = 0;
      for (std::size_t p = 0; p < of.columns.size(); ++p) {
        clipped += of.columns[p].length();
        full += of.fullColumns[p].length();
        if (p > 0) RC_ASSERT(overlap(of.fullColumns[p - 1], of.fullColumns[p]) == expected);
      }
      RC_ASSERT(full == parts * width);
      // Wider overlaps than a tile reach past the neighbour, and the border cuts two tiles.
      if (expected <= of.columns.front().length() - expected) {
        RC_ASSERT(clipped == extent + (parts - 1) * expected);
      }
    }
  });
}

TEST(EvenParts, DifferByAtMostOneLargerFirst) {
  const auto lengths = [](std::int64_t extent, std::int64_t parts) {
    std::vector<std::int64_t> result;
    std::int64_t at = 0;
    for (const Interval part : evenParts(extent, parts)) {
      EXPECT_EQ(part.begin, at);
      at = part.end;
      result.push_back(part.length());
    }
    EXPECT_EQ(at, extent);
    return result;
  };
  EXPECT_EQ(lengths(28, 4), (std::vector<std::int64_t>{7, 7, 7, 7}));
  EXPECT_EQ(lengths(7, 3), (std::vector<std::int64_t>{3, 2, 2}));
  EXPECT_EQ(lengths(11, 4), (std::vector<std::int64_t>{3, 3, 3, 2}));
  EXPECT_EQ(lengths(5, 1), (std::vector<std::int64_t>{5}));
  EXPECT_EQ(lengths(3, 3), (std::vector<std::int64_t>{1, 1, 1}));
}

TEST(BlockTiles, WhatCannotRunInPatchesIsRefusedByName) {
  WindowChain chain(8);
  chain.window(3, 1, 1);
  chain.window(3, 2, 1);
  const Graph graph(chain.builder.finish({chain.end}));
  const auto expectRefused = [&](const Block& block, const std::string& word) {
    test::expectError(ErrorCode::unsupported, {word}, [&] { blockTiles(graph, block); });
  };
  expectRefused(wholeChain(graph, {5, 1}), "5x1 is finer than the output of 'conv1', 4x4");
  Block large = wholeChain(graph, {1, 4});
  large.tile = Extent{5, 1};
  expectRefused(large, "a tile of 5x1 is larger than the output of 'conv1', 4x4");
}

}  // namespace
}  // namespace tessera
