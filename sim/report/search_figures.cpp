#include "sim/report/search_figures.h"

#include <fmt/core.h>

#include <cmath>

#include "sim/report/latency_report.h"
#include "sim/report/target_report.h"

namespace tessera {

bool budgeted(const SearchReport& report) { return report.sram || report.latency; }

bool meetsBudgets(const SearchReport& report, const Totals& totals) {
  const auto budget = arenaBudget(report);
  if (budget && totals.peak > *budget) return false;
  const auto each = milliseconds(report.target, totals.cycles);
  if (!report.latency || !each) return true;
  return *each <= std::chrono::duration<double, std::milli>(*report.latency).count();
}

std::optional<Cycles> cycleBudget(const std::optional<std::chrono::nanoseconds>& latency,
                                  const std::optional<TargetReport>& target) {
  if (!latency || !target || !target->device.clock) return std::nullopt;
  const double seconds = std::chrono::duration<double>(*latency).count();
  return Cycles(std::llround(seconds * static_cast<double>(target->device.clock->count())));
}

std::optional<Bytes> arenaBudget(const SearchReport& report) {
  return budgetOf(report.sram, report.runtime, report.persistent);
}

Bytes sramNeeded(const SearchReport& report) {
  const Bytes arena = report.arena ? report.arena->plan.arena : recommendedTotals(report).peak;
  return arena + besideArena(report.runtime, report.persistent).value_or(Bytes(0));
}

bool sramWithinBudget(const SearchReport& report) {
  return !report.sram || sramNeeded(report) <= *report.sram;
}

bool latencyWithinBudget(const SearchReport& report) {
  const auto budget = cycleBudget(report.latency, report.target);
  const auto cycles = recommendedTotals(report).cycles;
  return !budget || !cycles || *cycles <= *budget;
}

std::string scheduleName(const Graph& graph, const PatchCandidate& candidate) {
  return fmt::format("patch:{}x{}@{}", candidate.grid.rows, candidate.grid.columns,
                     graph[candidate.split].name);
}

std::string recommendedName(const SearchReport& report) {
  const PatchSearchResult& result = report.result;
  if (!result.recommended) return "layer";
  return scheduleName(report.model.graph, result.candidates[*result.recommended]);
}

std::string budgetText(const SearchReport& report) {
  const Bytes kept = besideArena(report.runtime, report.persistent).value_or(Bytes(0));
  std::string text = report.sram ? kib(*report.sram) + ofWhichKept(kept) : "";
  if (report.latency) {
    const std::chrono::duration<double, std::milli> limit = *report.latency;
    text += fmt::format("{}{:.6g} ms", text.empty() ? "" : ", ", limit.count());
  }
  return text;
}

}  // namespace tessera
