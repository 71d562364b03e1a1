#include "sim/report/target_report.h"

#include <fmt/core.h>

#include <cmath>

#include "core/work.h"
#include "sim/report/model_text.h"

namespace tessera {
namespace {

std::string fitText(const Fit& fit, const std::string& what) {
  const Bytes margin = fit.fits() ? fit.margin() : Bytes(0) - fit.margin();
  return fmt::format("{}: {} of {} {}, {} {} ({})", fit.fits() ? "fits" : "does not fit",
                     kib(fit.needed), kib(fit.available), what, kib(margin),
                     fit.fits() ? "left" : "missing", percent(std::abs(fit.marginRatio())));
}

std::string clockText(Hertz clock) {
  return fmt::format("{:g} MHz", static_cast<double>(clock.count()) / 1e6);
}

std::string basisText(const LatencyMatch& match) {
  switch (match.basis) {
    case LatencyMatch::Basis::board:
      return fmt::format("measured on {} ({})", match.board.board, match.board.version);
    case LatencyMatch::Basis::core:
      return "from other boards with this core; their spread is in the error";
    case LatencyMatch::Basis::other:
      return "extrapolated from boards with other cores";
  }
  return {};
}

}  // namespace

DeviceFit fitOf(const TargetReport& target, const Graph& graph, const ScheduleRun& run) {
  Demand demand;
  demand.planned = run.arena.has_value();
  demand.sram = run.arena ? run.arena->plan.arena : run.trace.totals.peak;
  demand.runtimeOverhead = target.runtimeOverhead;
  demand.weights = modelSize(graph).weightBytes;
  return fitOf(target.device, demand);
}

std::optional<double> latencyMilliseconds(const TargetReport& target, const Totals& totals) {
  if (!target.latency || !totals.cycles || !target.clock) return std::nullopt;
  return 1e3 * static_cast<double>(totals.cycles->count()) /
         static_cast<double>(target.clock->count());
}

std::string latencyText(const TargetReport& target, const ScheduleRun& run) {
  const Totals& totals = run.trace.totals;
  const auto milliseconds = latencyMilliseconds(target, totals);
  if (!milliseconds) return "not calibrated: " + target.whyNoLatency;
  std::string text =
      fmt::format("{:.4g} ms ({} cycles at {}), +-{:.0f} % on unseen families; {}", *milliseconds,
                  grouped(totals.cycles->count()), clockText(*target.clock),
                  100 * target.latency->expectedError, basisText(*target.latency));
  if (totals.stepsOfUnknownCost > 0) {
    text += fmt::format("; without {} step{} of unknown cost", totals.stepsOfUnknownCost,
                        totals.stepsOfUnknownCost == 1 ? "" : "s");
  }
  if (!run.stages.empty()) text += "; patches are modelled, not validated";
  return text;
}

std::string targetText(const TargetReport& target, const Graph& graph, const ScheduleRun& run,
                       const TextStyle& style) {
  const DeviceFit fit = fitOf(target, graph, run);
  const std::string chip = chipText(target.device);
  std::string text =
      keyLine("target", fullName(target.device) + (chip.empty() ? "" : ", " + chip), style);
  text += keyLine("fits SRAM",
                  fitText(fit.sram, "contiguous") +
                      (target.runtimeOverhead ? "" : "; stack and runtime not included"),
                  style);
  text += keyLine("fits flash",
                  fit.flash ? fitText(*fit.flash, "") + "; weights only, without code"
                            : "unknown: the size of the flash is not known",
                  style);
  return text + keyLine("latency", latencyText(target, run), style);
}

}  // namespace tessera
