#pragma once

#include <string>

#include "sim/report/text_style.h"
#include "sim/report/timeline_text.h"
#include "sim/study/results.h"

namespace tessera {

struct SimulationTextOptions {
  bool why = false;  ///< explain every buffer that is live at the peak
  bool all = false;  ///< every step, instead of the heaviest ones
  TimelineAxis timeline = TimelineAxis::none;
};

/// The whole report for people: headline, peak, what is live there, steps, counting rules.
std::string simulationText(const SimulationReport& report, const SimulationTextOptions& options,
                           const TextStyle& style);

}  // namespace tessera
