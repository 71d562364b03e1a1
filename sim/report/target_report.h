#pragma once

#include <optional>
#include <string>

#include "sim/cost/latency.h"
#include "sim/report/report.h"
#include "sim/report/text_style.h"
#include "sim/target/fit.h"

namespace tessera {

/// What the run needs of the target's memories: its arena where one was planned, else its peak.
DeviceFit fitOf(const TargetReport& target, const Graph& graph, const ScheduleRun& run);

/// Milliseconds of the run at the target's clock; nothing where it is not calibrated.
std::optional<double> latencyMilliseconds(const TargetReport& target, const Totals& totals);

/// "8.12 ms (3 897 600 cycles), +-9 % on unseen families", or why there is none.
std::string latencyText(const TargetReport& target, const ScheduleRun& run);

/// The lines of a report's headline: target, whether SRAM and flash suffice, latency.
std::string targetText(const TargetReport& target, const Graph& graph, const ScheduleRun& run,
                       const TextStyle& style);

}  // namespace tessera
