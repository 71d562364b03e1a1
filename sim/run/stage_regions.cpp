#include "sim/run/stage_regions.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/inline_vector.h"
#include "sim/run/interval_runs.h"
#include "sim/schedule/accumulated.h"
#include "sim/schedule/channel_chunks.h"
#include "sim/schedule/over_input.h"
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
  const std::string why = whyNoStage(graph, block.operators, block.result);
  if (!why.empty()) refuse(why, "end the stage earlier, or run it layer by layer");
  if (block.channels > 0) {
    const auto refusal = whyNoChunks(graph, block);
    if (refusal) refuse(refusal->why, refusal->hint);
  }
  if (block.result == BlockResult::overInput) {
    const auto refusal = whyNotOverInput(graph, block);
    if (refusal) refuse(refusal->why, refusal->hint);
  }
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

IntervalRuns partsOfLength(std::int64_t extent, std::int64_t length) {
  IntervalRuns parts;
  const std::int64_t whole = extent / length;
  parts.push(static_cast<std::size_t>(whole), {0, length}, {length, length});
  if (extent % length > 0) parts.push({whole * length, extent});
  return parts;
}

/// The runs of `evenParts`.
IntervalRuns evenRuns(std::int64_t extent, std::int64_t parts) {
  const std::int64_t size = extent / parts;
  const std::int64_t larger = extent % parts;
  const std::int64_t rest = larger * (size + 1);  // where the smaller ones begin
  IntervalRuns runs;
  runs.push(static_cast<std::size_t>(larger), {0, size + 1}, {size + 1, size + 1});
  runs.push(static_cast<std::size_t>(parts - larger), {rest, rest + size}, {size, size});
  return runs;
}

/// How the result of a block is cut along one axis, in the order in which the parts are computed.
struct AxisParts {
  IntervalRuns parts;
  std::vector<bool> startsTile;  ///< see TileStarts
};

AxisParts tilesOf(std::int64_t extent, std::int64_t parts, std::optional<std::int64_t> length) {
  AxisParts axis;
  axis.parts = length ? partsOfLength(extent, *length) : evenRuns(extent, parts);
  axis.startsTile.assign(axis.parts.size(), true);
  return axis;
}

/// The tiles worked on column by column.
AxisParts columnByColumn(const AxisParts& tiles) {
  AxisParts single;
  for (const Interval& tile : everyValue(tiles.parts)) {
    for (std::int64_t at = tile.begin; at < tile.end; ++at) {
      single.parts.push({at, at + 1});
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

/// The readers of a tensor, by number.
using ReaderNumbers = InlineVector<std::size_t, 4>;

TileRegions throughAxes(const TileRegions& output, const RegionMap& map, TilePolicy policy) {
  const auto& [rows, columns] = output.factor();
  if (policy == TilePolicy::full) return {full(map.rows, rows), full(map.columns, columns)};
  return {clipped(map.rows, rows), clipped(map.columns, columns)};
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
    readersOf_.resize(block.operators.size());
    std::size_t inputs = 0;
    for (const OperatorId id : block.operators) inputs += graph[id].inputs.size();
    readers_.reserve(inputs);
    tiles_.inputs.reserve(2);
  }

  BlockTiles run() {
    const auto [rows, columns] = resultParts(graph_, block_);
    tiles_.starts = {rows.startsTile, columns.startsTile, block_.order == TileOrder::layers};
    tiles_.anew = tilesBeginAnew(block_);
    tiles_.operators.resize(block_.operators.size());
    tiles_.needed.resize(block_.operators.size());
    tiles_.layouts.resize(block_.operators.size());
    const TileRegions result(rows.parts, columns.parts);
    const std::size_t tail = std::max<std::size_t>(1, accumulatingTail(graph_, block_));
    for (std::size_t i = 0; i < tail; ++i) {
      const std::size_t at = block_.operators.size() - 1 - i;
      tiles_.needed[at] = tiles_.operators[at] = {result, result};
    }
    if (block_.result == BlockResult::accumulate) {
      const TensorId tiled = tiledTensor(graph_, block_);
      readersOf(tiled).push_back(readers_.size());
      readers_.push_back({block_.operators.size() - 1, positionByPosition(tiled)});
    } else {
      addReader(block_.operators.size() - 1);
    }
    for (std::size_t i = block_.operators.size() - tail; i-- > 0;) {
      addOperator(i);
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
      readersOf(inputs[k]).push_back(readers_.size());
      readers_.push_back({at, regionMap(graph_, id, k)});
    }
  }

  RegionMap positionByPosition(TensorId tensor) const {
    const Region whole = wholeRegion(graph_, tensor);
    RegionMap map;
    map.rows.extent = whole.rows.end;
    map.columns.extent = whole.columns.end;
    return map;
  }

  ReaderNumbers& readersOf(TensorId tensor) {
    const auto producer = graph_.producer(tensor);
    if (producer && position_[producer->index()] != none) {
      return readersOf_[position_[producer->index()]];
    }
    for (std::size_t i = 0; i < tiles_.inputs.size(); ++i) {
      if (tiles_.inputs[i].tensor == tensor) return readersOfInput_[i];
    }
    tiles_.inputs.emplace_back().tensor = tensor;
    return readersOfInput_.emplace_back();
  }

  /// What a tensor's readers need of it under one policy, and what of that is computed.
  void make(const ReaderNumbers& readers, OverlapModes modes, TilePolicy policy,
            OperatorTiles& needed, OperatorTiles& computed) const {
    TileRegions& all = needed.under(policy);
    if (readers.size() == 1) {
      all = readBy(readers_[readers.front()], policy);
      computed.under(policy) = notHeld(std::span(&all, 1), modes, tiles_.starts);
      return;
    }
    std::vector<TileRegions> reads;
    reads.reserve(readers.size());
    for (const std::size_t reader : readers) reads.push_back(readBy(readers_[reader], policy));
    computed.under(policy) = notHeld(reads, modes, tiles_.starts);
    all = TileRegions::hullOf(reads);
  }

  TileRegions readBy(const Reader& reader, TilePolicy policy) const {
    return through(tiles_.operators[reader.op].under(policy), reader.map, policy);
  }

  void addOperator(std::size_t at) {
    const OverlapModes modes = overlapOfOutputs(graph_, block_, block_.operators[at]);
    OperatorTiles& needed = tiles_.needed[at];
    OperatorTiles& computed = tiles_.operators[at];
    for (const TilePolicy policy : {TilePolicy::clipped, TilePolicy::full}) {
      make(readersOf_[at], modes, policy, needed, computed);
    }
    tiles_.layouts[at] = tileLayout(needed.clipped, computed.clipped, modes, tiles_.starts);
  }

  void addInput(std::size_t at) {
    InputTiles& input = tiles_.inputs[at];
    const bool rows = block_.input == StageInput::rows;
    const OverlapModes modes =
        rows ? OverlapModes{Overlap::cache, Overlap::cache} : block_.overlapOf(input.tensor);
    for (const TilePolicy policy : {TilePolicy::clipped, TilePolicy::full}) {
      make(readersOfInput_[at], modes, policy, input.tiles, input.fetched);
    }
    input.layout =
        rows ? rowsLayout(input.tiles.clipped, wholeRegion(graph_, input.tensor).columns)
             : tileLayout(input.tiles.clipped, input.fetched.clipped, modes, tiles_.starts);
  }

  const Graph& graph_;
  const Block& block_;
  std::vector<std::size_t> position_;  // in the block, by operator
  std::vector<Reader> readers_;
  std::vector<ReaderNumbers> readersOf_;       // by position in the block
  std::vector<ReaderNumbers> readersOfInput_;  // as `inputs` of the tiles
  BlockTiles tiles_;
};

}  // namespace

std::vector<Interval> evenParts(std::int64_t extent, std::int64_t parts) {
  return everyValue(evenRuns(extent, parts));
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
