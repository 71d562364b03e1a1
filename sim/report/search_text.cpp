#include <fmt/core.h>

#include <numeric>

#include "sim/report/arena_text.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/table.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

constexpr std::size_t foldedCandidates = 30;

/// Narrower beside a column of latencies.
std::size_t searchBar(const SearchReport& report) {
  return milliseconds(report.target, report.result.layerWise.cycles) ? 10 : 20;
}

std::string recommendation(const SearchReport& report, const TextStyle& style) {
  const PatchSearchResult& result = report.result;
  const Totals& layers = result.layerWise;
  std::string text = keyLine("layer by layer", "peak " + kib(layers.peak), style);
  if (const std::string budget = budgetText(report); !budget.empty()) {
    text += keyLine("budget", budget, style);
  }
  text += keyLine("tried",
                  fmt::format("{} of {} schedules{}", result.candidates.size(), result.planned,
                              result.complete() ? "" : ": interrupted, the best may be missing"),
                  style);
  if (!result.recommended) {
    text += keyLine("recommended", "layer: " + result.reason, style);
    return report.arena ? text + keyLine("its arena", arenaText(*report.arena), style) : text;
  }
  const PatchCandidate& best = result.candidates[*result.recommended];
  const double times = static_cast<double>(layers.peak.count()) /
                       static_cast<double>(std::max<std::int64_t>(1, best.totals.peak.count()));
  text += keyLine("recommended",
                  fmt::format("{}: peak {} ({:.1f}x less), {} extra MACs",
                              scheduleName(report.model.graph, best), kib(best.totals.peak), times,
                              finePercent(ratio(best.extra, best.totals.macs))),
                  style);
  if (report.arena) text += keyLine("its arena", arenaText(*report.arena), style);
  return text + keyLine("because", result.reason, style);
}

std::string latencyCell(const SearchReport& report, const Totals& totals) {
  const auto each = milliseconds(report.target, totals.cycles);
  return each ? fmt::format("{:.4g} ms", *each) : "";
}

std::string candidateTable(const SearchReport& report, bool all, const TextStyle& style) {
  const PatchSearchResult& result = report.result;
  std::vector<std::size_t> order = result.pareto;
  if (all) {
    order.resize(result.candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
  }
  std::vector<Row> rows;
  for (const std::size_t index : order) {
    if (!all && rows.size() == foldedCandidates) break;
    const PatchCandidate& candidate = result.candidates[index];
    const Totals& totals = candidate.totals;
    const Bytes peak = totals.peak;
    const bool fits = meetsBudgets(report, totals);
    rows.push_back(
        {{index == result.recommended ? "*" : "", scheduleName(report.model.graph, candidate),
          kib(peak), finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
          finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
          latencyCell(report, totals),
          !budgeted(report) ? ""
          : fits            ? "yes"
                            : "no",
          bar(static_cast<double>(peak.count()), static_cast<double>(result.layerWise.peak.count()),
              searchBar(report), style)},
         index == result.recommended ? Ink::bold : Ink::plain});
  }
  if (rows.size() < order.size()) {
    rows.push_back({{"", fmt::format("[{} others]", order.size() - rows.size()),
                     "--all shows every schedule", "", "", "", "", ""},
                    Ink::dim});
  }
  const std::string title =
      all ? "Every schedule tried" : "Pareto front of peak against extra MACs";
  const std::string fits = !budgeted(report) ? ""
                           : report.latency  ? "fits: peak and time do; "
                                             : "fits: the peak does; ";
  return sectionTitle(title + " (" + fits + "bar: share of the layer-wise peak)", style) +
         renderTable({{"", Align::left},
                      {"schedule", Align::left, true},
                      {"peak", Align::right},
                      {"extra, clipped", Align::right},
                      {"full tiles", Align::right},
                      {report.target && report.target->latency ? "latency" : "", Align::right},
                      {budgeted(report) ? "fits" : "", Align::left},
                      {"SRAM", Align::left}},
                     rows, style);
}

}  // namespace

std::string searchText(const SearchReport& report, bool all, const TextStyle& style) {
  std::string text = modelHeading(report.model, style);
  text += keyLine("runtime", runtimeText(report.runtime), style);
  text += targetLine(report.target, style);
  text += bestOrderText(report.order, style);
  text += recommendation(report, style);
  if (report.target && report.arena) {
    text += fitLines(report.target->device, demandOf(report), report.runtime, style);
    text += latencyLine(report.target, recommendedTotals(report),
                        report.result.recommended.has_value(), style);
  }
  if (!report.result.candidates.empty()) text += candidateTable(report, all, style);
  return text + countedText(report.runtime, style) + modelCaveats(report.model, style);
}

}  // namespace tessera
