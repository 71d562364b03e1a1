#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "sim/study/budgets.h"
#include "sim/study/results.h"

namespace tessera {

/// What an inference of so many cycles takes; nothing where the device does not state its current,
/// or the latency is not known.
std::optional<double> microjoules(const TargetReport& target, const std::optional<Cycles>& cycles);

/// "1 234 uJ: 12.5 mA at 3.3 V for that time"; empty where it is not known.
std::string energyText(const TargetReport& target, const Totals& totals);

/// "volts", "run_milliamperes" and "mode".
nlohmann::ordered_json powerJson(const Power& power);

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
/// "engine_version", "measured_clock_hz" (0: not known, or several boards), "assumed_clock_hz"
/// (of measurements that do not state theirs; 0: all do), "expected_error" (relative, on families
/// of networks that were not measured), "dead_channels_unsettled" (there are some, and whether the
/// engine prunes them is not known), "patches_validated" (false); or "not_calibrated" with the
/// reason.
nlohmann::ordered_json latencyJson(const TargetReport& target);

}  // namespace tessera
