#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/run/tile_layout.h"
#include "sim/search/front/axis_sequences.h"
#include "sim/search/front/mode_code.h"
#include "sim/search/front/search_graph.h"

namespace tessera {

/// Bytes by phase of the loop over tiles (see `phaseOf`).
using PhaseBytes = std::array<std::int32_t, loopPhases>;

/// More than a search counts: sums of such sizes do not overflow.
constexpr std::int64_t mostSearchedBytes = INT32_MAX / 4;

/// What a block's tiles need of tensors, and what follows from it: the tiles that are computed, and
/// the bytes that are kept, as `TileLayout` has them.
class TileNeeds {
 public:
  /// What is needed of one tensor, in each tile a product of rows and columns.
  struct Need {
    AxisSequences::Id rows = 0;
    AxisSequences::Id columns = 0;
    /// What each reader reads, where not all of them read in the same tiles; else empty.
    std::vector<std::pair<AxisSequences::Id, AxisSequences::Id>> apart{};
    bool rowsDiffer = false;     ///< some read in strips in which others do not
    bool columnsDiffer = false;  ///< likewise
    friend bool operator==(const Need&, const Need&) = default;
  };

  /// The bytes of one tensor.
  struct Kept {
    PhaseBytes tile{};
    std::int32_t ring = 0;
    std::array<std::int32_t, 2> beside{};  ///< in the first strip, in the others
    bool whole = false;                    ///< a ring of whole rows, in which tiles are computed
  };

  /// The lengths of a tensor's tiles summed up.
  struct Work {
    std::int64_t positions = 0;
    std::int64_t calls = 0;
    std::int64_t largest = 0;  ///< positions of the largest tile
  };

  /// `whole` is the map that is cut into tiles of that size.
  TileNeeds(const Region& whole, Extent tile);

  std::size_t strips() const { return rows_.positions(); }
  std::size_t columns() const { return columns_.positions(); }

  /// The tiles of the map itself.
  Need tiles() const { return {rows_.tiles(), columns_.tiles(), {}, false, false}; }

  /// What is read where `computed` is computed.
  Need through(const SearchGraph::Read& read, const Need& computed);
  /// Adds what another reader needs.
  void join(const Need& need, Need& all);

  /// Those of the modes that come to something of their own; where an axis has no overlap, it
  /// counts as cached.
  std::vector<ModeCode> modesOf(const Need& need, const std::vector<ModeCode>& modes);
  /// What is computed where the tensor is kept so; nothing where that is no product of rows and
  /// columns in each tile.
  std::optional<Need> computedOf(const Need& need, ModeCode mode);
  Kept keptOf(const SearchGraph::Tensor& tensor, const Need& need, ModeCode mode);
  /// Of an input whose rows, of that many columns, are delivered once and in order.
  Kept rowsKeptOf(const SearchGraph::Tensor& tensor, const Need& need, std::int64_t columns);
  Work workOf(const Need& computed);
  /// The regions of all tiles.
  TileRegions regionsOf(const Need& need) const {
    return {rows_.at(need.rows), columns_.at(need.columns)};
  }
  /// The number of the last tile that needs anything, in row-major order.
  std::size_t lastTile(const Need& need);

 private:
  struct Apart {
    std::optional<Need> computed;
    TileLayout layout;
  };

  const Apart& apartOf(const Need& need, ModeCode mode);
  Apart workApart(const Need& need, ModeCode mode);

  AxisSequences rows_;
  AxisSequences columns_;
  std::map<std::pair<std::vector<std::pair<AxisSequences::Id, AxisSequences::Id>>, ModeCode>, Apart>
      apart_;
};

struct NeedsHash {
  std::size_t operator()(const std::vector<TileNeeds::Need>& needs) const;
};

}  // namespace tessera
