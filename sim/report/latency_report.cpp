#include "sim/report/latency_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tessera {
namespace {

constexpr const char* patchesModelled = "; the latency of patches is modelled, not validated";

/// " (8.1)", of what version.
std::string versionText(const LatencyMatch& match) {
  const std::string& version = match.board.version;
  if (version.empty()) return {};
  return match.versionMeasured ? " (" + version + ")"
                               : " (" + version + ", the nearest version that was measured)";
}

/// Where the speed comes from.
std::string basisText(const LatencyMatch& match) {
  switch (match.basis) {
    case LatencyMatch::Basis::board:
      return fmt::format(
          "from measurements on {}{}{}", match.board.board, versionText(match),
          match.board.clockHz > 0 ? fmt::format(" at {} MHz", match.board.clockHz / 1e6) : "");
    case LatencyMatch::Basis::engine:
      return "from measurements of the engine" + versionText(match) +
             " on other boards and of other engines or versions on this one";
    case LatencyMatch::Basis::core:
      return "from other boards with this core" + versionText(match) +
             ", whose differences are in the error";
    case LatencyMatch::Basis::other:
      return "extrapolated from boards with other cores and the same set of kernels" +
             versionText(match) + ", whose differences are in the error";
  }
  return {};
}

const char* basisName(LatencyMatch::Basis basis) {
  switch (basis) {
    case LatencyMatch::Basis::board:
      return "board";
    case LatencyMatch::Basis::engine:
      return "engine";
    case LatencyMatch::Basis::core:
      return "core";
    case LatencyMatch::Basis::other:
      return "extrapolated";
  }
  return "";
}

}  // namespace

std::string matchText(const LatencyMatch& match) {
  if (match.assumedClockHz == 0) return basisText(match);
  return fmt::format("{}; these measurements do not state their clock, {:g} MHz is assumed",
                     basisText(match), match.assumedClockHz / 1e6);
}

double overlapCycles(const Trace& trace) {
  double sum = 0;
  for (const Step& step : trace.steps) {
    if (!step.cycles || !step.macs || step.macs->count() == 0) continue;
    sum += static_cast<double>(step.cycles->count()) *
           static_cast<double>(step.recomputed.count()) / static_cast<double>(step.macs->count());
  }
  return sum;
}

std::string durationText(const TargetReport& target, Cycles cycles) {
  return fmt::format("{:.4g} ms ({} cycles at {})", *milliseconds(target, cycles),
                     grouped(cycles.count()), frequency(*target.device.clock));
}

std::string trustText(const TargetReport& target) {
  return fmt::format(
      "+-{:.0f} %, within which nine of ten networks of families that were not measured are "
      "expected; {}{}",
      100 * target.latency->expectedError, matchText(*target.latency),
      target.deadChannelsUnsettled
          ? "; whether this engine leaves out the network's dead channels is not "
            "known, they are counted"
          : "");
}

std::string trustText(const ComparisonReport& report) {
  std::string text = trustText(*report.target);
  const auto any = [&](auto holds) {
    return std::any_of(report.runs.begin(), report.runs.end(), holds);
  };
  if (any([](const ScheduleRun& run) { return run.trace.totals.stepsOfUnknownCost > 0; })) {
    text += "; steps of unknown cost are missing";
  }
  if (any([](const ScheduleRun& run) { return !run.stages.empty(); })) text += patchesModelled;
  return text;
}

std::string latencyText(const TargetReport& target, const Totals& totals, bool patched) {
  if (!isBoard(target.device)) return {};
  const bool isUnknown = target.latency && !milliseconds(target, totals.cycles);
  if (isUnknown) return "not known: no operator has a known cost";
  if (!milliseconds(target, totals.cycles)) return "not calibrated: " + target.whyNoLatency;
  std::string text = durationText(target, *totals.cycles) + ", " + trustText(target);
  if (totals.stepsOfUnknownCost > 0) {
    text += fmt::format("; without {} step{} of unknown cost", totals.stepsOfUnknownCost,
                        totals.stepsOfUnknownCost == 1 ? "" : "s");
  }
  if (patched) text += patchesModelled;
  return text;
}

std::optional<double> microjoules(const TargetReport& target, const std::optional<Cycles>& cycles) {
  const auto time = milliseconds(target, cycles);
  if (!time || !target.device.power) return std::nullopt;
  return target.device.power->volts * target.device.power->runMilliamperes * *time;
}

std::string energyText(const TargetReport& target, const Totals& totals) {
  const auto energy = microjoules(target, totals.cycles);
  if (!energy) return {};
  const Power& power = *target.device.power;
  return fmt::format("{} uJ an inference: {} mA at {} V{} for that time, and as sure",
                     grouped(std::llround(*energy)), power.runMilliamperes, power.volts,
                     power.mode.empty() ? "" : " (" + power.mode + ")");
}

nlohmann::ordered_json powerJson(const Power& power) {
  nlohmann::ordered_json json{{"volts", power.volts}, {"run_milliamperes", power.runMilliamperes}};
  if (!power.mode.empty()) json["mode"] = power.mode;
  return json;
}

nlohmann::ordered_json latencyJson(const TargetReport& target) {
  if (!target.latency) return {{"not_calibrated", target.whyNoLatency}};
  const LatencyMatch& match = *target.latency;
  return {{"basis", basisName(match.basis)},
          {"board", match.board.board},
          {"engine_version", match.board.version},
          {"engine_version_measured", match.versionMeasured},
          {"measured_clock_hz", std::llround(match.board.clockHz)},
          {"assumed_clock_hz", std::llround(match.assumedClockHz)},
          {"expected_error", std::round(1e4 * match.expectedError) / 1e4},
          {"dead_channels_unsettled", target.deadChannelsUnsettled},
          {"patches_validated", false}};
}

}  // namespace tessera
