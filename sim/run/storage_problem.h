#pragma once

#include <cstddef>
#include <vector>

#include "sim/memory/plan.h"
#include "sim/run/trace.h"

namespace tessera {

/// A run's buffers as a planner sees them where a loop over tiles uses the same bytes in each turn:
/// one entry for each storage, in places (see `Trace::places`) instead of steps.
struct StorageProblem {
  PlanProblem problem;
  std::vector<std::size_t> entryOf;      ///< by buffer of the trace
  std::vector<std::size_t> firstBuffer;  ///< by entry, a buffer that it stands for
};

/// `problem` has one entry for each buffer of the trace (see `problemOf`). An entry lives from the
/// first to the last place at which a buffer of its storage lives, and is as large as the largest
/// of them. Without a loop it is the problem as it was.
StorageProblem storageProblem(const Trace& trace, const PlanProblem& problem);

}  // namespace tessera
