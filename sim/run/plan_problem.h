#pragma once

#include "sim/memory/plan.h"
#include "sim/run/trace.h"

namespace tessera {

/// The buffers of a run as a problem for a planner: one PlanBuffer for each buffer of the trace, in
/// its order. Sizes are rounded up to a multiple of `roundTo` bytes (TFLite Micro: 16; 1: as they
/// are) before a planner sees them; persistent workspaces are not. A buffer that an operator writes
/// in place over a dying input shares that input's offset.
PlanProblem problemOf(const Trace& trace, std::int64_t roundTo = 1);

}  // namespace tessera
