#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/run/tile_regions.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Where a tile begins anew along an axis: by strip or by column of tiles. In `pull` order a tile
/// is worked on in several columns, of which the first one begins it.
struct TileStarts {
  std::vector<bool> rows;
  std::vector<bool> columns;
  bool everyTile = true;  ///< all of them do
};

/// `needed` along an axis less what was computed before and, where `cached`, or where no tile has
/// begun anew since, is still held.
IntervalRuns withoutHeld(const IntervalRuns& needed, bool cached, const std::vector<bool>& starts);

/// What each tile must compute (or fetch) of a tensor: the smallest rectangle around what is needed
/// of it and not held.
///
/// `reads` has for each reader what it reads in each tile, at least one. A tensor that is cached
/// along rows is held from one strip to the next, one that is cached along columns from one tile of
/// a strip to the next, and one that is cached both ways is never computed twice. Throws
/// Error(unsupported) where the regions of so many tiles do not factor that a table of them all
/// would be too large.
TileRegions notHeld(std::span<const TileRegions> reads, OverlapModes modes,
                    const TileStarts& starts);

}  // namespace tessera
