#pragma once

#include "sim/memory/planner.h"

namespace tessera {

/// The plan with the least arena, proven where the search ends by itself: cuts the problem into
/// independent parts, makes quick plans of each, and searches those that decide the arena
/// (`PartSearch`; `LocalSearch`, which proves nothing, where a part is too large for that). Ends
/// when the arena meets the lower bound, when a plan fits `options.capacity` or is proven not to,
/// or when it is stopped; the bound is true in any case.
///
/// Without a time limit it may run for ever: the problem is NP-hard. Deterministic as far as it is
/// not stopped.
///
/// Throws what `checkProblem` throws, and Error(input) where two buffers are fixed at addresses
/// that they share.
ArenaPlan exactPlan(const PlanProblem& problem, const PlanOptions& options = {});

}  // namespace tessera
