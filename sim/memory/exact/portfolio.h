#pragma once

#include <vector>

#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// The best of several plans that are quick to make: those of the greedy planners, first fit
/// in the orders of area, duration and time, and `heapFit`. Ends with the first whose arena is
/// `enough` or less. Where too many buffers live together for first fit to be quick, only
/// `heapFit`.
ArenaPlan quickPlan(const PlanProblem& problem, Bytes enough, Stopper& stopper);

}  // namespace tessera
