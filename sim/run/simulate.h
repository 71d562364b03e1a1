#pragma once

#include "core/graph.h"
#include "sim/run/execution.h"
#include "sim/run/program.h"
#include "sim/run/trace.h"
#include "sim/schedule/schedule.h"
#include "sim/target/runtime.h"

namespace tessera {

/// Runs the schedule symbolically under the runtime's counting rules.
///
/// Example: a chain input(100 B) -> a(60 B) -> b(10 B), layer by layer under `liveness`:
///
///     step 0  a   live 160 B   input 100, a 60      <- peak
///     step 1  b   live  70 B   a 60, b 10
///
/// The live bytes of each step equal the sum of the buffers live in it. Throws Error(input) where
/// the schedule does not fit the graph (see `checkSchedule`) or a size overflows.
Trace simulate(const Graph& graph, const Schedule& schedule, const Runtime& runtime);

/// The same for a program that is there already.
Trace simulate(const Program& program, const Schedule& schedule);

/// The same for a schedule that is worked out already.
Trace simulate(const Execution& execution);

/// A run in which a loop over tiles shows, of tiles whose buffers have the same bytes and places,
/// one: all that a planner needs to know of it, in memory that does not grow with the tiles. Its
/// totals are not set. Throws as `simulate`.
Trace foldedTrace(const Program& program, const Schedule& schedule);

/// The totals alone, for a search: no allocation for each step. `schedule` must satisfy
/// `checkSchedule`; equals `simulate(...).totals`.
Totals simulateTotals(const Program& program, const Schedule& schedule);

}  // namespace tessera
