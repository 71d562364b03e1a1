#include <fmt/core.h>

#include "sim/report/arena_text.h"
#include "sim/report/digest_parts.h"
#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
#include "sim/report/search_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

void addTargetFacts(std::vector<Fact>& facts, const SearchReport& report) {
  if (!report.target || !report.arena) return;
  for (Fact& fact : fitFacts(report.target->device, demandOf(report), report.runtime)) {
    facts.push_back(std::move(fact));
  }
  facts.push_back({"latency", latencyText(*report.target, recommendedTotals(report),
                                          report.result.recommended.has_value())});
}

std::vector<Fact> factsOf(const SearchReport& report) {
  const PatchSearchResult& result = report.result;
  std::vector<Fact> facts{{"recommended", recommendedName(report)},
                          {"peak", kib(recommendedTotals(report).peak)},
                          {"because", result.reason},
                          {"layer by layer", "peak " + kib(result.layerWise.peak)}};
  if (report.arena) facts.push_back({"its arena", arenaText(*report.arena)});
  if (const std::string budget = budgetText(report); !budget.empty()) {
    facts.push_back({"budget", budget});
  }
  facts.push_back({"tried", fmt::format("{} of {} schedules{}", result.candidates.size(),
                                        result.planned, result.complete() ? "" : ": interrupted")});
  for (Fact& fact : settingFacts(report.model, report.runtime, report.target)) {
    facts.push_back(std::move(fact));
  }
  addTargetFacts(facts, report);
  return facts;
}

Row candidateRow(const SearchReport& report, std::size_t index) {
  const PatchCandidate& candidate = report.result.candidates[index];
  const Totals& totals = candidate.totals;
  const auto time = milliseconds(report.target, totals.cycles);
  return {{scheduleName(report.model.graph, candidate), kib(totals.peak),
           finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
           finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
           time ? fmt::format("{:.4g} ms", *time) : "",
           budgeted(report) ? (meetsBudgets(report, totals) ? "yes" : "no") : ""},
          index == report.result.recommended ? Ink::bold : Ink::plain};
}

}  // namespace

Digest digestOf(const SearchReport& report, std::size_t rows) {
  const std::vector<std::size_t>& pareto = report.result.pareto;
  Section front{"Pareto front of peak against extra MACs",
                {{"schedule"},
                 {"peak", Align::right},
                 {"extra MACs, clipped", Align::right},
                 {"full tiles", Align::right},
                 {report.target && report.target->latency ? "latency" : "", Align::right},
                 {budgeted(report) ? "within the budget" : ""}},
                {}};
  for (std::size_t i = 0; i < std::min(rows, pareto.size()); ++i) {
    front.rows.push_back(candidateRow(report, pareto[i]));
  }
  if (rows < pareto.size()) {
    front.rows.push_back(othersRow(pareto.size() - rows, 0, front.columns.size()));
  }
  return {report.model.name + ": " + recommendedName(report) + ", peak " +
              kib(recommendedTotals(report).peak),
          factsOf(report),
          {std::move(front)},
          digestNotes(report.model, report.runtime)};
}

}  // namespace tessera
