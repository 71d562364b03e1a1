#pragma once

#include <vector>

#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// The best of several plans that are quick to make: `heapFit`, those of the greedy planners, which
/// no limit cuts short, and first fit in the orders of area, duration and time, unless too many
/// buffers live together for that to be quick. Ends with the first whose arena is `enough` or less.
ArenaPlan quickPlan(const PlanProblem& problem, Bytes enough, Stopper& stopper);

}  // namespace tessera
