#include "sim/report/search_figures.h"

#include <fmt/core.h>

#include <chrono>

#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {

bool meetsBudgets(const SearchReport& report, const Totals& totals, std::optional<Bytes> arena) {
  const auto budget = arenaBudget(report);
  if (budget && arena.value_or(totals.peak) > *budget) return false;
  const auto each = milliseconds(report.target, totals.cycles);
  if (!report.latency || !each) return true;
  return *each <= std::chrono::duration<double, std::milli>(*report.latency).count();
}

std::string recommendedName(const SearchReport& report) {
  const SearchResult& result = report.result;
  if (!result.recommended) return "layer";
  return candidateName(report.model.graph, result.candidates[*result.recommended]);
}

std::string elsewhereText(const SearchReport& report) {
  if (!report.elsewhere) return {};
  const Candidate& best = *report.elsewhere;
  return fmt::format("{} in the whole schedule space, with {:.2f} % more MACs (--space all)",
                     kib(best.arena.value_or(best.totals.peak)),
                     100 * ratio(best.extra, best.totals.macs));
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
