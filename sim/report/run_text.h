#pragma once

#include <string>

#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// What is live at the run's peak, largest first; with `why` each buffer's reason.
std::string liveAtPeakText(const Graph& graph, const ScheduleRun& run, bool why,
                           const TextStyle& style);

/// The counting rules in force.
std::string countedText(const Runtime& runtime, const TextStyle& style);

/// Why a patch-based schedule disappoints and what to try; empty where it does not.
std::string whyWorseText(const ScheduleRun& run, const TextStyle& style);

/// The stages that run in patches: patch sizes, MACs of each operator, the recompute bill.
std::string stagesText(const Graph& graph, const ScheduleRun& run, const TextStyle& style);

/// "172.0 KiB (176 128 B) at step 12, 'conv5'"; "none: the schedule has no steps".
std::string peakText(const Graph& graph, const ScheduleRun& run, const Runtime& runtime);

/// What is executed beyond every operator once: "27.9 M (+9.28 %) with clipped tiles, ... with full
/// ones".
std::string recomputedText(const Totals& totals);

/// "10.84 M", "-" for none, "?" for unknown.
std::string macsText(const std::optional<Macs>& macs);

}  // namespace tessera
