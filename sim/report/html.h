#pragma once

#include <string>

#include "sim/report/step_axis.h"

namespace tessera {

/// One HTML file that needs no network: the summary, both pictures (their texts on hover), all
/// steps and buffers in tables, the counting rules. Light, and dark where the reader's system is;
/// printed in light. Throws Error(usage) for milliseconds where the run has no latency.
std::string simulationHtml(const SimulationReport& report, TimelineAxis axis);

/// The same of several schedules, without pictures.
std::string comparisonHtml(const ComparisonReport& report);

}  // namespace tessera
