#include "sim/run/safe_distance.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/checked.h"

namespace tessera {
namespace {

constexpr std::int64_t unread = std::numeric_limits<std::int64_t>::max();

/// Where the positions of a feature map lie, from its first byte on.
class Positions {
 public:
  Positions(const Graph& graph, TensorId id) {
    const Region whole = wholeRegion(graph, id);
    width_ = whole.columns.end;
    const std::int64_t bits = checkedMul(graph[id].shape.elements(), bitWidth(graph[id].dtype));
    bits_ = whole.area() > 0 ? bits / whole.area() : 0;
  }

  std::int64_t begin(std::int64_t row, std::int64_t column) const {
    return checkedMul(checkedMul(row, width_) + column, bits_) / 8;
  }
  std::int64_t end(std::int64_t row, std::int64_t column) const {
    return ceilDiv(checkedMul(checkedMul(row, width_) + column + 1, bits_), 8);
  }

 private:
  std::int64_t width_ = 1;
  std::int64_t bits_ = 8;  // of a position
};

/// The first positions along an axis that some places of the axis read: `unread` where none is.
struct AxisReads {
  std::vector<std::int64_t> begin;  ///< by place
  std::vector<std::int64_t> later;  ///< by place: of all places after it
  std::int64_t first = unread;      ///< of all places

  explicit AxisReads(const std::vector<Interval>& reads)
      : begin(reads.size(), unread), later(reads.size(), unread) {
    for (std::size_t i = reads.size(); i-- > 0;) {
      later[i] = first;
      if (reads[i].empty()) continue;
      begin[i] = std::max<std::int64_t>(reads[i].begin, 0);
      first = std::min(first, begin[i]);
    }
  }
};

template <class At>
std::vector<Interval> intervals(std::size_t count, const At& at) {
  std::vector<Interval> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(at(i));
  return all;
}

class Distance {
 public:
  Distance(const Graph& graph, OperatorId last, TensorId input, const TileRegions& result,
           const TileRegions& reads)
      : in_(graph, input),
        out_(graph, graph[last].outputs.front()),
        result_(result),
        rows_(intervals(reads.strips(), [&](std::size_t i) { return reads.rowsOf(i); })),
        columns_(intervals(reads.columns(), [&](std::size_t i) { return reads.columnsOf(i); })) {
    const auto& inputs = graph[last].inputs;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (inputs[k] == input) own_.push_back(regionMap(graph, last, k));
    }
  }

  Bytes run() {
    for (std::size_t strip = 0; strip < result_.strips(); ++strip) {
      for (std::size_t column = 0; column < result_.columns(); ++column) addTile(strip, column);
    }
    return Bytes(most_);
  }

 private:
  void addTile(std::size_t strip, std::size_t column) {
    const Region tile = result_.at(strip, column);
    std::int64_t needed = neededAfter(strip, column);
    for (std::int64_t row = tile.rows.end; row-- > tile.rows.begin;) {
      for (const RegionMap& map : own_) {
        const Region read = map.clipped({{row, row + 1}, tile.columns});
        if (!read.empty()) {
          needed = std::min(needed, in_.begin(read.rows.begin, read.columns.begin));
        }
      }
      if (needed == unread) continue;
      most_ = std::max(most_, out_.end(row, tile.columns.end - 1) - needed);
      if (own_.empty()) break;  // the last row ends last
    }
  }

  /// The first byte that a later tile reads.
  std::int64_t neededAfter(std::size_t strip, std::size_t column) const {
    std::int64_t needed = unread;
    if (rows_.begin[strip] != unread && columns_.later[column] != unread) {
      needed = in_.begin(rows_.begin[strip], columns_.later[column]);
    }
    if (rows_.later[strip] != unread && columns_.first != unread) {
      needed = std::min(needed, in_.begin(rows_.later[strip], columns_.first));
    }
    return needed;
  }

  Positions in_, out_;
  const TileRegions& result_;
  AxisReads rows_, columns_;
  std::vector<RegionMap> own_;  // of what the last operator reads of the input
  std::int64_t most_ = 0;
};

const TileRegions& readsOf(const Block& block, const BlockTiles& tiles, TensorId input) {
  const auto found = std::find_if(tiles.inputs.begin(), tiles.inputs.end(),
                                  [&](const InputTiles& of) { return of.tensor == input; });
  return found->tiles.under(tiles.stored(block.tiles));
}

}  // namespace

Bytes safeDistance(const Graph& graph, OperatorId last, TensorId input, const TileRegions& result,
                   const TileRegions& reads) {
  return Distance(graph, last, input, result, reads).run();
}

std::vector<OverInput> safeDistances(const Graph& graph, const Block& block,
                                     const BlockTiles& tiles, const std::vector<TensorId>& inputs) {
  std::vector<OverInput> distances;
  for (const TensorId input : inputs) {
    distances.push_back(
        {input, safeDistance(graph, block.operators.back(), input, tiles.operators.back().clipped,
                             readsOf(block, tiles, input))});
  }
  return distances;
}

Bytes sharedBytes(Bytes first, Bytes second, Bytes distance) {
  return std::max(Bytes(0), std::min(first, second - distance));
}

}  // namespace tessera
