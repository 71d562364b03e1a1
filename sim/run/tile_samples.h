#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/run/stage_plan.h"

namespace tessera {

/// A tile that stands for some like it: buffers of their steps have the same bytes.
struct TileSample {
  std::size_t tile = 0;  ///< the first of them, in row-major order
  std::int64_t times = 1;
};

/// Samples of all tiles of a stage, by their first tile. `alone` are tiles, ascending, that stand
/// for themselves; no sample stands for tiles on both sides of one.
std::vector<TileSample> tileSamples(const StagePlan& stage, const std::vector<std::size_t>& alone);

}  // namespace tessera
