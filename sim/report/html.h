#pragma once

#include <string>

#include "sim/report/digest.h"
#include "sim/report/step_axis.h"

namespace tessera {

/// A digest as one HTML file that needs no network: the summary, the picture (SVG; may be empty)
/// with its texts on hover, the tables, the counting rules. Light, and dark where the reader's
/// system is; printed in light.
std::string htmlPage(const Digest& digest, const std::string& picture);

/// With the timeline, the arena map, and all steps and buffers in tables. Throws Error(usage) for
/// milliseconds where the run has no latency.
std::string simulationHtml(const SimulationReport& report, TimelineAxis axis);

/// With the timelines and the arena maps of all schedules.
std::string comparisonHtml(const ComparisonReport& report);

/// With every schedule tried as a point, and the Pareto front in a table.
std::string searchHtml(const SearchReport& report);

}  // namespace tessera
