#pragma once

#include <cstdint>
#include <vector>

#include "sim/report/run_view.h"

namespace tessera {

/// What a timeline is drawn against.
enum class TimelineAxis : std::uint8_t { none, steps, milliseconds };

/// Where each step ends on the axis (steps where it is none), in its unit. Steps of unknown cost
/// take no time. Throws Error(usage) for milliseconds where the run has steps and no latency.
std::vector<double> stepEnds(const RunView& view, TimelineAxis axis);

/// Where a step begins on an axis whose steps end at `ends`; clamped to what there is.
double stepBegin(const std::vector<double>& ends, std::int64_t step);

inline std::vector<double> stepEnds(const SimulationReport& report, TimelineAxis axis) {
  return stepEnds(viewOf(report), axis);
}

}  // namespace tessera
