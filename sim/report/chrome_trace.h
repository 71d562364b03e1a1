#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// The run in the Trace Event Format (JSON) that Perfetto and chrome://tracing open: a complete
/// event ("X", category "step") for each step; on a second track the patches of stages; counters
/// ("C") for live and scratch bytes, the arena and the target's largest contiguous SRAM. Times are
/// microseconds where the run has a latency; otherwise each step takes one, and "otherData" says
/// so. Steps of unknown cost take no time.
///
/// Source: "Trace Event Format", Google, 2016.
std::string simulationTrace(const SimulationReport& report);

/// Likewise of several schedules: each is a process of the schedule's name.
std::string comparisonTrace(const ComparisonReport& report);

}  // namespace tessera
