#pragma once

#include <cstddef>
#include <cstdint>

#include "core/interval.h"
#include "sim/search/front/tile_needs.h"

namespace tessera {

/// A loop over so many tiles, in phases (see `phaseOf`).
struct TileLoop {
  std::size_t strips = 1;
  std::size_t columns = 1;

  /// Whether any tile is in the phase.
  bool has(std::size_t phase) const {
    return (phase < 2 || strips > 1) && (phase % 2 == 0 || columns > 1);
  }
  /// The number of the phase's first tile, in row-major order.
  std::size_t firstTile(std::size_t phase) const { return phase / 2 * columns + phase % 2; }
  /// Whether the phase's one tile is the last of all.
  bool lastAlone(std::size_t phase) const {
    return phase > 0 && has(phase) && firstTile(phase) + 1 == strips * columns;
  }
  std::size_t lastPhase() const { return phaseOf(strips - 1, columns - 1); }

  /// What lives of a tensor while operators run of which each runs before its last reader, is that,
  /// or runs after it: a tile until then, what is held from the first tile's end on. What lies
  /// beside tiles begins anew with each strip and ends with the strip's last tile.
  PhaseBytes liveIn(const Interval& operators, const TileNeeds::Kept& kept,
                    std::int64_t lastReader) const;
};

}  // namespace tessera
