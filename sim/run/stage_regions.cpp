#include "sim/run/stage_regions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/schedule/patch_based.h"

namespace tessera {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::unsupported, message, "a block in patches", hint);
}

std::string extentText(std::int64_t rows, std::int64_t columns) {
  return std::to_string(rows) + "x" + std::to_string(columns);
}

void checkBlock(const Graph& graph, const Block& block) {
  if (block.result == BlockResult::overInput) {
    refuse("a result over its input is read and written, but not simulated yet",
           "write \"result\": \"fresh\"");
  }
  if (block.channels > 0) {
    refuse("chunks of channels are read and written, but not simulated yet",
           "leave \"channels\" out");
  }
  const std::string why = whyNoStage(graph, block.operators, block.result);
  if (!why.empty()) refuse(why, "end the stage earlier, or run it layer by layer");
  const Operator& last = graph[block.operators.back()];
  const Region whole = wholeRegion(graph, tiledTensor(graph, block));
  const bool sums = block.result == BlockResult::accumulate;
  const std::string output = (sums ? "the input of '" : "the output of '") + last.name + "', " +
                             extentText(whole.rows.end, whole.columns.end);
  if (block.grid.rows > whole.rows.end || block.grid.columns > whole.columns.end) {
    refuse(
        "a grid of " + extentText(block.grid.rows, block.grid.columns) + " is finer than " + output,
        "choose a coarser grid");
  }
  if (block.tile &&
      (block.tile->rows > whole.rows.end || block.tile->columns > whole.columns.end)) {
    refuse("a tile of " + extentText(block.tile->rows, block.tile->columns) + " is larger than " +
               output,
           "the largest tile is " + extentText(whole.rows.end, whole.columns.end));
  }
}

std::vector<Interval> partsOfLength(std::int64_t extent, std::int64_t length) {
  std::vector<Interval> parts;
  for (std::int64_t at = 0; at < extent; at += length) {
    parts.push_back({at, std::min(at + length, extent)});
  }
  return parts;
}

/// How the result of a block is cut along one axis, in the order in which the parts are computed.
struct AxisParts {
  std::vector<Interval> parts;
  std::vector<bool> startsTile;  ///< see TileStarts
};

AxisParts tilesOf(std::int64_t extent, std::int64_t parts, std::optional<std::int64_t> length) {
  AxisParts axis;
  axis.parts = length ? partsOfLength(extent, *length) : evenParts(extent, parts);
  axis.startsTile.assign(axis.parts.size(), true);
  return axis;
}

/// The tiles worked on column by column.
AxisParts columnByColumn(const AxisParts& tiles) {
  AxisParts single;
  for (const Interval& tile : tiles.parts) {
    for (std::int64_t at = tile.begin; at < tile.end; ++at) {
      single.parts.push_back({at, at + 1});
      single.startsTile.push_back(at == tile.begin);
    }
  }
  return single;
}

/// How the tiles cut the block's result, rows first.
std::pair<AxisParts, AxisParts> resultParts(const Graph& graph, const Block& block) {
  checkBlock(graph, block);
  const Region whole = wholeRegion(graph, tiledTensor(graph, block));
  const auto length = [&](std::int64_t Extent::*axis) {
    return block.tile ? std::optional(*block.tile.*axis) : std::nullopt;
  };
  AxisParts rows = tilesOf(whole.rows.end, block.grid.rows, length(&Extent::rows));
  AxisParts columns = tilesOf(whole.columns.end, block.grid.columns, length(&Extent::columns));
  if (block.order == TileOrder::pull) columns = columnByColumn(columns);
  return {std::move(rows), std::move(columns)};
}

/// One operator of a block that reads a tensor.
struct Reader {
  std::size_t op = 0;  ///< position in the block
  RegionMap map;
};

TileRegions throughAxes(const TileRegions& output, const RegionMap& map, TilePolicy policy) {
  const auto along = [&](const std::vector<Interval>& intervals, const AxisMap& axis) {
    std::vector<Interval> read;
    read.reserve(intervals.size());
    for (const Interval& interval : intervals) {
      read.push_back(policy == TilePolicy::full ? axis.full(interval) : axis.clipped(interval));
    }
    return read;
  };
  return {along(output.factor().rows, map.rows), along(output.factor().columns, map.columns)};
}

/// What an operator reads where it computes `output`.
TileRegions through(const TileRegions& output, const RegionMap& map, TilePolicy policy) {
  if (output.factored()) return throughAxes(output, map, policy);
  TileRegions read = TileRegions::blank(output.strips(), output.columns());
  for (std::size_t tile = 0; tile < output.size(); ++tile) {
    read.set(tile, policy == TilePolicy::full ? map.full(output[tile]) : map.clipped(output[tile]));
  }
  return read;
}

bool tilesBeginAnew(const Block& block) {
  const bool cached = std::any_of(block.overlaps.begin(), block.overlaps.end(),
                                  [](const auto& entry) { return entry.second != OverlapModes{}; });
  return !cached && block.overlap == OverlapModes{} && block.order == TileOrder::layers &&
         block.input != StageInput::rows;
}

/// Walks a block from its result back.
class Tiler {
 public:
  Tiler(const Graph& graph, const Block& block) : graph_(graph), block_(block) {
    position_.assign(graph.operators().size(), none);
    for (std::size_t i = 0; i < block.operators.size(); ++i) {
      position_[block.operators[i].index()] = i;
    }
    readers_.resize(block.operators.size());
  }

  BlockTiles run() {
    const auto [rows, columns] = resultParts(graph_, block_);
    tiles_.starts = {rows.startsTile, columns.startsTile, block_.order == TileOrder::layers};
    tiles_.anew = tilesBeginAnew(block_);
    tiles_.operators.resize(block_.operators.size());
    tiles_.needed.resize(block_.operators.size());
    tiles_.layouts.resize(block_.operators.size());
    const TileRegions result(rows.parts, columns.parts);
    tiles_.operators.back() = {result, result};
    tiles_.needed.back() = tiles_.operators.back();
    for (std::size_t i = block_.operators.size(); i-- > 0;) {
      if (i + 1 < block_.operators.size()) addOperator(i);
      addReader(i);
    }
    for (std::size_t i = 0; i < tiles_.inputs.size(); ++i) addInput(i);
    return std::move(tiles_);
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  /// Says of each tensor that the operator reads who reads it.
  void addReader(std::size_t at) {
    const OperatorId id = block_.operators[at];
    const auto& inputs = graph_[id].inputs;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (graph_[inputs[k]].role != TensorRole::activation) continue;
      readersOf(inputs[k]).push_back({at, regionMap(graph_, id, k)});
    }
  }

  std::vector<Reader>& readersOf(TensorId tensor) {
    const auto producer = graph_.producer(tensor);
    if (producer && position_[producer->index()] != none) {
      return readers_[position_[producer->index()]];
    }
    for (std::size_t i = 0; i < tiles_.inputs.size(); ++i) {
      if (tiles_.inputs[i].tensor == tensor) return inputReaders_[i];
    }
    tiles_.inputs.push_back({tensor, {}, {}, {}});
    return inputReaders_.emplace_back();
  }

  struct Made {
    OperatorTiles needed;
    OperatorTiles computed;
  };

  Made make(const std::vector<Reader>& readers, OverlapModes modes) const {
    Made made;
    for (const TilePolicy policy : {TilePolicy::clipped, TilePolicy::full}) {
      std::vector<TileRegions> reads;
      reads.reserve(readers.size());
      for (const Reader& reader : readers) {
        reads.push_back(through(tiles_.operators[reader.op].under(policy), reader.map, policy));
      }
      const bool full = policy == TilePolicy::full;
      (full ? made.computed.full : made.computed.clipped) = notHeld(reads, modes, tiles_.starts);
      (full ? made.needed.full : made.needed.clipped) =
          reads.size() == 1 ? std::move(reads.front()) : TileRegions::hullOf(reads);
    }
    return made;
  }

  void addOperator(std::size_t at) {
    const OverlapModes modes = overlapOfOutputs(graph_, block_, block_.operators[at]);
    Made made = make(readers_[at], modes);
    tiles_.layouts[at] =
        tileLayout(made.needed.clipped, made.computed.clipped, modes, tiles_.starts);
    tiles_.needed[at] = std::move(made.needed);
    tiles_.operators[at] = std::move(made.computed);
  }

  void addInput(std::size_t at) {
    InputTiles& input = tiles_.inputs[at];
    const bool rows = block_.input == StageInput::rows;
    const OverlapModes modes =
        rows ? OverlapModes{Overlap::cache, Overlap::cache} : block_.overlapOf(input.tensor);
    Made made = make(inputReaders_[at], modes);
    input.layout =
        rows ? rowsLayout(made.needed.clipped, wholeRegion(graph_, input.tensor).columns)
             : tileLayout(made.needed.clipped, made.computed.clipped, modes, tiles_.starts);
    input.tiles = std::move(made.needed);
    input.fetched = std::move(made.computed);
  }

  const Graph& graph_;
  const Block& block_;
  std::vector<std::size_t> position_;              // in the block, by operator
  std::vector<std::vector<Reader>> readers_;       // by position in the block
  std::vector<std::vector<Reader>> inputReaders_;  // as `inputs` of the tiles
  BlockTiles tiles_;
};

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

OverlapModes overlapOfOutputs(const Graph& graph, const Block& block, OperatorId id) {
  OverlapModes modes{Overlap::cache, Overlap::cache};
  for (const TensorId output : graph[id].outputs) {
    const OverlapModes own = block.overlapOf(output);
    if (own.rows == Overlap::recompute) modes.rows = Overlap::recompute;
    if (own.columns == Overlap::recompute) modes.columns = Overlap::recompute;
  }
  return modes;
}

BlockTiles blockTiles(const Graph& graph, const Block& block) { return Tiler(graph, block).run(); }

}  // namespace tessera
