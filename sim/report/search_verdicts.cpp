#include <fmt/core.h>

#include "sim/report/fit_verdicts.h"
#include "sim/report/latency_report.h"
#include "sim/report/search_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

Verdict verdict(const std::string& key, const std::string& subject, bool passed,
                const std::string& message) {
  const std::string title = key == "sram" ? "SRAM" : key;
  return {passed ? Outcome::passed : Outcome::failed,
          key + "-budget",
          key + " budget",
          "budget",
          title + " of " + subject,
          subject + ": " + message,
          0};
}

Verdict stopped(const SearchReport& report) {
  return {Outcome::error,
          "no-result",
          "search",
          "error",
          report.model.name + " has no result",
          report.model.name + ": the search was stopped before it found a schedule",
          0};
}

std::string sramText(const SearchReport& report) {
  const Bytes needed = sramNeeded(report);
  const Bytes margin = *report.sram - needed;
  const bool beside = besideArena(report.runtime, report.persistent).has_value();
  std::string text = fmt::format("{}{} {}, the budget is {}: ", report.arena ? "arena" : "peak",
                                 beside ? " and runtime" : "", kib(needed), kib(*report.sram));
  if (sramWithinBudget(report)) return text + kib(margin) + " to spare";
  return text + kib(Bytes(0) - margin) + " too much; " + report.result.reason;
}

std::string timeText(const SearchReport& report, double each) {
  const std::chrono::duration<double, std::milli> limit = *report.latency;
  return fmt::format("{:.4g} ms, the budget is {:.6g} ms{}", each, limit.count(),
                     latencyWithinBudget(report) ? "" : "; " + report.result.reason);
}

Verdict latencyVerdict(const SearchReport& report, const std::string& subject) {
  const auto each = milliseconds(report.target, recommendedTotals(report).cycles);
  if (each) {
    return verdict("latency", subject, latencyWithinBudget(report), timeText(report, *each));
  }
  Verdict unknown = verdict("latency", subject, false, "how long it takes is not known");
  unknown.outcome = Outcome::error;
  return unknown;
}

std::string figuresText(const SearchReport& report) {
  std::string text = "peak " + kib(recommendedTotals(report).peak);
  if (report.arena) text += ", arena " + kib(report.arena->plan.arena);
  return text + ", layer by layer peak " + kib(report.result.layerWise.peak) + "; " +
         report.result.reason;
}

std::vector<Verdict> found(const SearchReport& report) {
  if (!report.result.complete() && !report.result.recommended) return {stopped(report)};
  const std::string subject = report.model.name + ", " + recommendedName(report);
  if (!budgeted(report)) {
    return {{Outcome::passed, {}, "figures", {}, subject, subject + ": " + figuresText(report), 0}};
  }
  std::vector<Verdict> verdicts;
  if (report.sram) {
    verdicts.push_back(verdict("sram", subject, sramWithinBudget(report), sramText(report)));
  }
  if (report.latency) verdicts.push_back(latencyVerdict(report, subject));
  return verdicts;
}

}  // namespace

Verdicts verdictsOf(const SearchReport& report, const std::string& file) {
  return {"tessera search",
          file,
          {{"sram-budget", "SRAM of the recommended schedule is above the budget"},
           {"latency-budget", "The recommended schedule takes longer than the budget"},
           {"no-result", "The search was stopped before it found a schedule"}},
          {{report.model.name, found(report)}}};
}

}  // namespace tessera
