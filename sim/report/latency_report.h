#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "sim/study/budgets.h"
#include "sim/study/results.h"

namespace tessera {

/// What stands for a board, in one clause: "from measurements on ...".
std::string matchText(const LatencyMatch& match);

/// The cycles that go into what another tile computes too: of each step, its share of recomputed
/// MACs.
double overlapCycles(const Trace& trace);

/// "8.12 ms (3 897 600 cycles at 480 MHz)": a report's figure without its error.
std::string durationText(const TargetReport& target, Cycles cycles);

/// "+-9 % on unseen families; measured on NUCLEO-L4R5ZI": how far to trust it.
std::string trustText(const TargetReport& target);

/// The same for the latencies of a comparison, whose target has one.
std::string trustText(const ComparisonReport& report);

/// The duration with its error, or why there is none.
std::string latencyText(const TargetReport& target, const Totals& totals, bool patched);

/// A report's "latency", of its target: "basis" ("board", "core", "extrapolated"), "board",
/// "engine_version", "measured_clock_hz" (0: not known, or several boards), "expected_error"
/// (relative, on families of networks that were not measured), "dead_channels_unsettled" (there are
/// some, and whether the engine prunes them is not known), "patches_validated" (false); or
/// "not_calibrated" with the reason.
nlohmann::ordered_json latencyJson(const TargetReport& target);

}  // namespace tessera
