#pragma once

#include <vector>

#include "sim/run/program.h"
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

/// A block that runs in patches, summed up.
struct StageSummary {
  std::uint32_t block = 0;
  Grid grid;
  std::vector<StageOperatorSummary> operators;
  std::vector<StageInputSummary> inputs;
  Macs once;
  Macs executed;         ///< under the block's tile policy
  Macs executedClipped;  ///< with clipped tiles
  Macs executedFull;     ///< with full tiles
};

/// One summary for each block of the schedule that runs in patches. `trace` must be the schedule's
/// own.
std::vector<StageSummary> stageSummaries(const Graph& graph, const Schedule& schedule,
                                         const Trace& trace);

/// Peak and totals of the steps outside all stages; a peak of 0 where there are none.
Bytes peakOutsideStages(const Schedule& schedule, const Trace& trace);

}  // namespace tessera
