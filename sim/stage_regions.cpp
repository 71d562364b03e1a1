#include "sim/stage_regions.h"

#include <algorithm>

#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

OperatorTiles emptyTiles(Grid grid) {
  const auto rows = static_cast<std::size_t>(grid.rows);
  const auto columns = static_cast<std::size_t>(grid.columns);
  return {std::vector<Interval>(rows), std::vector<Interval>(columns), std::vector<Interval>(rows),
          std::vector<Interval>(columns)};
}

/// Adds what `output` reads through `map` to `needed`, tile by tile.
void addNeeds(const AxisMap& map, const std::vector<Interval>& output,
              const std::vector<Interval>& fullOutput, std::vector<Interval>& needed,
              std::vector<Interval>& fullNeeded) {
  for (std::size_t i = 0; i < output.size(); ++i) {
    needed[i] = hull(needed[i], map.clipped(output[i]));
    fullNeeded[i] = hull(fullNeeded[i], map.full(fullOutput[i]));
  }
}

void addNeeds(const RegionMap& map, const OperatorTiles& output, OperatorTiles& needed) {
  addNeeds(map.rows, output.rows, output.fullRows, needed.rows, needed.fullRows);
  addNeeds(map.columns, output.columns, output.fullColumns, needed.columns, needed.fullColumns);
}

void checkBlock(const Graph& graph, const Block& block) {
  const auto fail = [&](const std::string& message) {
    throw Error(ErrorCode::unsupported, message, "a block in patches",
                "end the stage earlier, or run it layer by layer");
  };
  const std::string why = whyNoStage(graph, block.operators);
  if (!why.empty()) fail(why);
  const Operator& last = graph[block.operators.back()];
  const Region whole = wholeRegion(graph, last.outputs.front());
  if (block.grid.rows > whole.rows.end || block.grid.columns > whole.columns.end) {
    fail("a grid of " + std::to_string(block.grid.rows) + "x" + std::to_string(block.grid.columns) +
         " is finer than the output of '" + last.name + "', " + std::to_string(whole.rows.end) +
         "x" + std::to_string(whole.columns.end));
  }
  for (const auto& [tensor, modes] : block.overlaps) {
    if (modes != OverlapModes{}) {
      fail("caching the overlap of '" + graph[tensor].name + "' is not supported yet");
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

std::int64_t totalLength(const std::vector<Interval>& intervals) {
  std::int64_t sum = 0;
  for (const Interval& interval : intervals) sum += interval.length();
  return sum;
}

std::int64_t largestLength(const std::vector<Interval>& intervals) {
  std::int64_t most = 0;
  for (const Interval& interval : intervals) most = std::max(most, interval.length());
  return most;
}

BlockTiles blockTiles(const Graph& graph, const Block& block) {
  checkBlock(graph, block);
  const std::size_t count = block.operators.size();
  BlockTiles tiles{std::vector<OperatorTiles>(count, emptyTiles(block.grid)), {}};
  const Region whole = wholeRegion(graph, graph[block.operators.back()].outputs.front());
  tiles.operators.back() = {
      evenParts(whole.rows.end, block.grid.rows), evenParts(whole.columns.end, block.grid.columns),
      evenParts(whole.rows.end, block.grid.rows), evenParts(whole.columns.end, block.grid.columns)};
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
