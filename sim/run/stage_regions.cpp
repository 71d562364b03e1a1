#include "sim/run/stage_regions.h"

#include <algorithm>

#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

OperatorTiles emptyTiles(Grid grid) {
  const auto tiles = static_cast<std::size_t>(grid.rows * grid.columns);
  return {std::vector<Region>(tiles), std::vector<Region>(tiles)};
}

std::vector<Region> partition(const Region& whole, Grid grid) {
  std::vector<Region> tiles;
  tiles.reserve(static_cast<std::size_t>(grid.rows * grid.columns));
  const std::vector<Interval> columns = evenParts(whole.columns.end, grid.columns);
  for (const Interval rows : evenParts(whole.rows.end, grid.rows)) {
    for (const Interval column : columns) tiles.push_back({rows, column});
  }
  return tiles;
}

/// Adds what `output` reads through `map` to `needed`, tile by tile.
void addNeeds(const RegionMap& map, const OperatorTiles& output, OperatorTiles& needed) {
  for (std::size_t i = 0; i < output.clipped.size(); ++i) {
    needed.clipped[i] = hull(needed.clipped[i], map.clipped(output.clipped[i]));
    needed.full[i] = hull(needed.full[i], map.full(output.full[i]));
  }
}

void checkBlock(const Graph& graph, const Block& block) {
  const auto fail = [&](const std::string& message, const std::string& hint) {
    throw Error(ErrorCode::unsupported, message, "a block in patches", hint);
  };
  const std::string why = whyNoStage(graph, block.operators);
  if (!why.empty()) fail(why, "end the stage earlier, or run it layer by layer");
  const Operator& last = graph[block.operators.back()];
  const Region whole = wholeRegion(graph, last.outputs.front());
  if (block.grid.rows > whole.rows.end || block.grid.columns > whole.columns.end) {
    fail("a grid of " + std::to_string(block.grid.rows) + "x" + std::to_string(block.grid.columns) +
             " is finer than the output of '" + last.name + "', " + std::to_string(whole.rows.end) +
             "x" + std::to_string(whole.columns.end),
         "choose a coarser grid");
  }
  for (const auto& [tensor, modes] : block.overlaps) {
    if (modes != OverlapModes{}) {
      fail("caching the overlap of '" + graph[tensor].name + "' is not supported yet",
           "write \"recompute\" instead of \"cache\" for it");
    }
  }
}

}  // namespace

std::vector<Interval> evenParts(std::int64_t extent, std::int64_t parts) {
  std::vector<Interval> intervals;
  intervals.reserve(static_cast<std::size_t>(parts));
  const std::int64_t size = extent / parts;
  const std::int64_t larger = extent % parts;
  std::int64_t at = 0;
  for (std::int64_t i = 0; i < parts; ++i) {
    const std::int64_t next = at + size + (i < larger ? 1 : 0);
    intervals.push_back({at, next});
    at = next;
  }
  return intervals;
}

std::int64_t totalArea(const std::vector<Region>& regions) {
  std::int64_t sum = 0;
  for (const Region& region : regions) {
    sum = checkedAdd(sum, checkedMul(region.rows.length(), region.columns.length()));
  }
  return sum;
}

Extent largestExtent(const std::vector<Region>& regions) {
  Extent most;
  for (const Region& region : regions) {
    most.rows = std::max(most.rows, region.rows.length());
    most.columns = std::max(most.columns, region.columns.length());
  }
  return most;
}

BlockTiles blockTiles(const Graph& graph, const Block& block) {
  checkBlock(graph, block);
  const std::size_t count = block.operators.size();
  BlockTiles tiles{std::vector<OperatorTiles>(count, emptyTiles(block.grid)), {}};
  const Region whole = wholeRegion(graph, graph[block.operators.back()].outputs.front());
  const std::vector<Region> parts = partition(whole, block.grid);
  tiles.operators.back() = {parts, parts};
  const auto needsOf = [&](TensorId tensor) -> OperatorTiles& {
    if (const auto producer = graph.producer(tensor)) {
      const auto at = std::find(block.operators.begin(), block.operators.end(), *producer);
      if (at != block.operators.end()) {
        return tiles.operators[static_cast<std::size_t>(at - block.operators.begin())];
      }
    }
    for (InputTiles& input : tiles.inputs) {
      if (input.tensor == tensor) return input.tiles;
    }
    tiles.inputs.push_back({tensor, emptyTiles(block.grid)});
    return tiles.inputs.back().tiles;
  };
  for (std::size_t i = count; i-- > 0;) {
    const OperatorId id = block.operators[i];
    const auto& inputs = graph[id].inputs;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (graph[inputs[k]].role != TensorRole::activation) continue;
      addNeeds(regionMap(graph, id, k), tiles.operators[i], needsOf(inputs[k]));
    }
  }
  return tiles;
}

}  // namespace tessera
