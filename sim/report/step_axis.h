#pragma once

#include <cstdint>
#include <vector>

#include "sim/report/report.h"

namespace tessera {

/// What a timeline is drawn against.
enum class TimelineAxis : std::uint8_t { none, steps, milliseconds };

/// Where each step ends on the axis (steps where it is none), in its unit. Steps of unknown cost
/// take no time. Throws Error(usage) for milliseconds where the run has steps and no latency.
std::vector<double> stepEnds(const SimulationReport& report, TimelineAxis axis);

}  // namespace tessera
