#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/report/document.h"
#include "sim/report/step_axis.h"
#include "sim/study/results.h"

namespace tessera {

/// By what the lines of a report are sorted, the largest first.
enum class StepSort : std::uint8_t { order, live, macs, time };

/// What a reader wants to see of a simulation.
struct SimulationDetail {
  bool why = false;  ///< explain every buffer that is live at the peak
  bool all = false;  ///< every step, instead of the heaviest ones
  TimelineAxis timeline = TimelineAxis::none;
  StepSort sort = StepSort::order;  ///< another than the order of running adds shares and blocks
  std::size_t top = 0;              ///< how many lines; 0: as usual
};

/// Headline, peak, what is live there, steps, buffers, counting rules. For programs: the steps; an
/// empty `macs` means unknown. Throws Error(usage) for milliseconds where the run has no latency.
Document documentOf(const SimulationReport& report, const SimulationDetail& detail,
                    const Reader& reader);

}  // namespace tessera
