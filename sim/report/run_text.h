#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// "172.0 KiB (176 128 B) at step 12, 'conv5'"; "none: the schedule has no steps".
std::string peakText(const Graph& graph, const ScheduleRun& run, const Runtime& runtime);

/// What is executed beyond every operator once: "27.9 M (+9.28 %) with clipped tiles, ... with full
/// ones".
std::string recomputedText(const Totals& totals);

/// "10.84 M", "-" for none, "?" for unknown.
std::string macsText(const std::optional<Macs>& macs);

}  // namespace tessera
