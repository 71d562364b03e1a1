#pragma once

#include <string>

#include "sim/report/step_axis.h"

namespace tessera {

/// One SVG picture, 1000 units wide: the timeline of live bytes and, where offsets are planned, the
/// arena map below it on the same axis. Light, and dark where the reader's system is.
/// Throws Error(usage) for milliseconds where the run has no latency.
std::string simulationSvg(const SimulationReport& report, TimelineAxis axis);

}  // namespace tessera
