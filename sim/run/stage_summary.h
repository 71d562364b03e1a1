#pragma once

#include <optional>
#include <vector>

#include "sim/run/execution.h"
#include "sim/run/program.h"
#include "sim/run/stage_replay.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// One operator of a per-patch stage, all its patches together.
struct StageOperatorSummary {
  OperatorId op;
  std::int64_t largestRows = 0;  ///< of the tile that one patch computes
  std::int64_t largestColumns = 0;
  Bytes peak;  ///< largest live bytes of its steps
  Macs once;
  Macs executed;  ///< under the block's tile policy
};

/// What a stage reads from outside.
struct StageInputSummary {
  TensorId tensor;
  std::int64_t largestRows = 0;  ///< of what one patch reads, under the block's tile policy
  std::int64_t largestColumns = 0;
  std::int64_t elementsOnce = 0;
  std::int64_t elementsRead = 0;  ///< by all patches together, clipped
};

/// What a stage does to one of its inner tensors, all its tiles together, in elements.
struct StageTensorSummary {
  TensorId tensor;
  OverlapModes overlap;
  std::int64_t chunk = 0;              ///< channels that go through at a time; 0: all
  std::int64_t needed = 0;             ///< by the readers, tile by tile
  std::int64_t computed = 0;           ///< under the block's tile policy
  std::int64_t held = 0;               ///< needed, and left by an earlier tile
  std::int64_t readBeforeWritten = 0;  ///< 0, or the schedule cannot run
  Bytes rows;                          ///< of its ring of rows
  Bytes beside;  ///< of its columns beside the tiles, in the first strip or another
  Bytes moved;   ///< by all tiles
};

/// A block that runs in patches, summed up.
struct StageSummary {
  std::uint32_t block = 0;
  Grid grid;
  std::int64_t calls = 0;         ///< of kernels, by all its tiles
  bool holds = false;             ///< overlap is held from tile to tile
  std::optional<OverInput> over;  ///< where the result lies over a dying input
  std::vector<StageOperatorSummary> operators;
  std::vector<StageInputSummary> inputs;
  std::vector<StageTensorSummary> tensors;  ///< inner ones, in the order in which they are written
  Macs once;
  Macs executed;         ///< under the block's tile policy
  Macs executedClipped;  ///< with clipped tiles
  Macs executedFull;     ///< with full tiles
};

/// One summary for each block of the schedule that runs in patches. `trace` and `replays` must be
/// the execution's own.
std::vector<StageSummary> stageSummaries(const Execution& execution, const Trace& trace,
                                         const std::vector<StageReplay>& replays);

/// Peak and totals of the steps outside all stages; a peak of 0 where there are none.
Bytes peakOutsideStages(const Schedule& schedule, const Trace& trace);

}  // namespace tessera
