#pragma once

#include "sim/report/document.h"
#include "sim/report/step_axis.h"
#include "sim/study/results.h"

namespace tessera {

/// What a reader wants to see of a simulation.
struct SimulationDetail {
  bool why = false;  ///< explain every buffer that is live at the peak
  bool all = false;  ///< every step, instead of the heaviest ones
  TimelineAxis timeline = TimelineAxis::none;
};

/// Headline, peak, what is live there, steps, buffers, counting rules. For programs: the steps; an
/// empty `macs` means unknown. Throws Error(usage) for milliseconds where the run has no latency.
Document documentOf(const SimulationReport& report, const SimulationDetail& detail,
                    const Reader& reader);

}  // namespace tessera
