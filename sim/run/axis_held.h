#pragma once

#include <cstdint>
#include <vector>

#include "sim/run/runs.h"

namespace tessera {

/// What is held along one axis of a tensor, by position (a strip, or a column of tiles). Where
/// overlap is recomputed, nothing is held from the last part of a tile on.
struct AxisHeld {
  NumberRuns done;      ///< end of what has been computed in p or before
  NumberRuns keptFrom;  ///< what lies from here to `done` is needed after p
  NumberRuns readFrom;  ///< the same, computed again or not

  std::int64_t mostCarried = 0;  ///< over all positions
  std::int64_t mostAtOnce = 0;   ///< the most that one position has, what is held included

  std::int64_t carried(std::size_t p) const { return done[p] - keptFrom[p]; }
};

/// `needed` of the tensor along the axis; `cached`: held beyond the positions at which a tile
/// begins anew, which are those of `starts`.
AxisHeld heldAlong(const IntervalRuns& needed, bool cached, const std::vector<bool>& starts);

}  // namespace tessera
