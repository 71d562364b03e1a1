#pragma once

#include <string>

#include "sim/report/step_axis.h"
#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// A picture of live bytes, from the first step to the last: each column is as high as the largest
/// of the steps that fall into it, each step as wide as the others or as the time that it takes
/// (steps of unknown cost have no width then). The largest contiguous SRAM of the target is marked
/// where it lies below the peak. Empty without steps and for `none`.
///
/// Throws Error(usage) for milliseconds where the run has no latency.
std::string timelineText(const SimulationReport& report, TimelineAxis axis, const TextStyle& style);

}  // namespace tessera
