#pragma once

#include <array>
#include <cstdint>

#include "sim/run/axis_held.h"
#include "sim/run/held_tiles.h"
#include "sim/run/tile_regions.h"

namespace tessera {

/// How a block keeps one of its tensors from tile to tile.
enum class Keeping : std::uint8_t {
  nothing,  ///< each tile begins anew, in a buffer of its own
  window,   ///< new elements in a buffer of the tile, older ones in a ring of rows and beside it
  ring,     ///< whole rows in a ring, in which every tile is computed
};

/// A tile's place in the loop over tiles: the first strip and the first column of tiles compute
/// more than the rest where overlap is cached.
constexpr std::size_t loopPhases = 4;
constexpr std::size_t phaseOf(std::size_t strip, std::size_t column) {
  return (strip > 0 ? 2U : 0U) + (column > 0 ? 1U : 0U);
}

/// Where a block keeps the elements of one tensor while it runs. Positions count all channels.
///
/// Example: a 3x3 window of stride 1 over a map 72 wide, tiles of 1x1, cached both ways: a ring of
/// 2 rows of 72 positions, 2 positions of the newest row beside the tile, and 1 of the tile.
///
///     row r-2  . . . . . # # # # # ...     ring, not yet passed by
///     row r-1  # # # # # # # # # # ...     ring
///     row r    > > > > o o *               > moved into the ring over row r-2, o beside, * tile
///
/// After the last reader of a tile has run, the columns that no later tile of the strip reads are
/// moved from beside (and from the tile) into the ring, those that a later tile reads from the tile
/// to beside it: `movedPositions`.
struct TileLayout {
  Keeping keeping = Keeping::nothing;
  Interval columns;                          ///< of the tensor, as far as the block ever has any
  std::int64_t ringRows = 0;                 ///< of the ring; row r lies in slot r mod ringRows
  std::int64_t besideColumns = 0;            ///< most columns beside a tile
  std::array<std::int64_t, 2> besideRows{};  ///< in the first strip, in the others
  std::array<std::int64_t, loopPhases> tileSize{};  ///< positions of the largest tile
  AxisHeld rows;
  AxisHeld across;  ///< along columns

  std::int64_t ringPositions() const;
  std::int64_t besidePositions(bool firstStrip) const;
};

/// The positions of the largest tile of each phase.
std::array<std::int64_t, loopPhases> tileSizes(const TileRegions& computed);

/// Whether a tensor of which a window holds so many positions from tile to tile is kept in a ring
/// of whole rows instead: where that takes no more, or no window `follows` its needs.
bool isRing(std::int64_t held, std::int64_t wholeRows, bool follows);

/// Chooses the smaller of both ways to keep a tensor, of which `computed` is what its tiles compute
/// and `needed` what their readers read.
TileLayout tileLayout(const TileRegions& needed, const TileRegions& computed, OverlapModes modes,
                      const TileStarts& starts);

/// Every row that a tile has is kept whole from its first computation to its last use, as a camera
/// delivers it: a ring of rows as wide as the tensor.
TileLayout rowsLayout(const TileRegions& needed, Interval columns);

/// What is moved after a tile's last reader, of a tensor that is kept in a window.
struct TileMoves {
  Region intoRing;  ///< that no later tile of the strip reads, but the next strip does
  Region beside;    ///< that the next tile of the strip reads
};

/// `rows` are those that the tile's strip computes, `columns` those that the tile does.
TileMoves movesAfter(const TileLayout& layout, Interval rows, Interval columns, std::size_t strip,
                     std::size_t column);

}  // namespace tessera
