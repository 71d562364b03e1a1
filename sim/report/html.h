#pragma once

#include <string>

#include "sim/report/document.h"
#include "sim/report/step_axis.h"
#include "sim/study/results.h"

namespace tessera {

/// A document as one HTML file that needs no network: the summary, the pictures with their texts on
/// hover, the tables, the counting rules. Light, and dark where the reader's system is; printed in
/// light.
std::string documentHtml(const Document& document);

/// With the timeline, the arena map, and all steps and buffers in tables. Throws Error(usage) for
/// milliseconds where the run has no latency.
std::string simulationHtml(const SimulationReport& report, TimelineAxis axis);

}  // namespace tessera
