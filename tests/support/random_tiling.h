#pragma once

#include <cstdint>

#include "sim/schedule/schedule.h"
#include "tests/support/random_stage.h"

namespace tessera::test {

/// The stage as one block of several tiles: a random grid or tile size, overlap cached or
/// recomputed by tensor and axis, in layers or pulled, its input resident, streamed or in rows, its
/// result now and then over its input; accumulated, where the stage ends in sums; runs that
/// expand now and then in chunks of channels. The same seed gives the same block.
Block randomTiling(const RandomStage& stage, std::uint64_t seed);

}  // namespace tessera::test
