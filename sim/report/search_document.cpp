#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/report/arena_text.h"
#include "sim/report/document_parts.h"
#include "sim/report/latency_report.h"
#include "sim/report/misfit.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/svg/search_picture.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

constexpr std::size_t foldedCandidates = 30;

std::string triedText(const SearchReport& report, const char* interrupted) {
  const PatchSearchResult& result = report.result;
  return fmt::format("{} of {} schedules{}", result.candidates.size(), result.planned,
                     result.complete() ? "" : interrupted);
}

/// The recommendation in one phrase; of layer by layer with the reason.
std::string recommendedText(const SearchReport& report) {
  const PatchSearchResult& result = report.result;
  if (!result.recommended) return "layer: " + result.reason;
  const PatchCandidate& best = result.candidates[*result.recommended];
  const double times = static_cast<double>(result.layerWise.peak.count()) /
                       static_cast<double>(std::max<std::int64_t>(1, best.totals.peak.count()));
  return fmt::format("{}: peak {} ({:.1f}x less), {} extra MACs",
                     scheduleName(report.model.graph, best), kib(best.totals.peak), times,
                     finePercent(ratio(best.extra, best.totals.macs)));
}

Headline headlineOf(const SearchReport& report) {
  const std::string misfit = misfitText(report);
  if (!misfit.empty()) return {"nothing tried fits: " + misfit, Ink::alarm};
  const bool knows = budgeted(report) && !demandOf(report).atLeast;
  return {(knows ? "fits, " : "") + recommendedText(report), knows ? Ink::good : Ink::bold};
}

/// What led to it comes before it.
void addResultAtTerminal(Summary& summary, const SearchReport& report) {
  summary.result("layer by layer", "peak " + kib(report.result.layerWise.peak));
  summary.result("budget", budgetText(report));
  summary.result("tried", triedText(report, ": interrupted, the best may be missing"));
  summary.result("recommended", recommendedText(report));
  if (report.arena) summary.result("its arena", arenaText(*report.arena));
  summary.result("does not fit", misfitText(report));
  if (report.result.recommended) summary.result("because", report.result.reason);
}

void addResult(Summary& summary, const SearchReport& report) {
  summary.result("recommended", recommendedName(report));
  summary.result("peak", kib(recommendedTotals(report).peak));
  summary.result("because", report.result.reason);
  summary.result("layer by layer", "peak " + kib(report.result.layerWise.peak));
  if (report.arena) summary.result("its arena", arenaText(*report.arena));
  summary.result("does not fit", misfitText(report));
  summary.result("budget", budgetText(report));
  summary.result("tried", triedText(report, ": interrupted"));
}

Facts summaryOf(const SearchReport& report, const Reader& reader) {
  Summary summary(reader);
  addModel(summary, report.model, reader);
  summary.setting("runtime", runtimeText(report.runtime));
  summary.elsewhere("MACs", workText(report.model.graph));
  summary.elsewhere("parameters", parametersText(report.model.graph));
  summary.setting("order", bestOrderText(report.order));
  if (report.target) summary.board("target", targetTitle(*report.target));
  reader.isAtTerminal() ? addResultAtTerminal(summary, report) : addResult(summary, report);
  if (report.target && report.arena) {
    addFit(summary, report.target->device, demandOf(report), report.runtime);
    summary.board("latency", latencyText(*report.target, recommendedTotals(report),
                                         report.result.recommended.has_value()));
  }
  return summary.facts();
}

/// A bar of the peak at a terminal; narrower beside a column of latencies.
std::string peakBar(const SearchReport& report, Bytes peak, const Reader& reader) {
  if (!reader.isAtTerminal()) return {};
  const Totals& layers = report.result.layerWise;
  const std::size_t width = milliseconds(report.target, layers.cycles) ? 10 : 20;
  return bar(static_cast<double>(peak.count()), static_cast<double>(layers.peak.count()), width,
             reader.style);
}

Row candidateRow(const SearchReport& report, std::size_t index, const Reader& reader) {
  const PatchCandidate& candidate = report.result.candidates[index];
  const Totals& totals = candidate.totals;
  const bool best = index == report.result.recommended;
  const auto time = milliseconds(report.target, totals.cycles);
  const bool cannotRun = report.runtime.runs == Runs::layers;
  const char* fits = cannotRun ? "cannot run" : meetsBudgets(report, totals) ? "yes" : "no";
  return {{best && reader.isAtTerminal() ? "*" : "", scheduleName(report.model.graph, candidate),
           report.model.graph[candidate.split].name, std::to_string(candidate.grid.rows),
           std::to_string(candidate.grid.columns), figure(kib(totals.peak), totals.peak.count()),
           figure(finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
                  totals.executed.count()),
           figure(finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
                  totals.executedFull.count()),
           std::to_string(candidate.extra.count()),
           figure(time ? fmt::format("{:.4g} ms", *time) : "", countOf(totals.cycles)),
           budgeted(report) ? fits : "", peakBar(report, totals.peak, reader)},
          best ? Ink::bold : Ink::plain};
}

std::vector<Column> candidateColumns(const SearchReport& report, const Reader& reader) {
  const bool terminal = reader.isAtTerminal();
  const bool timed = report.target && report.target->latency;
  const char* fits = terminal ? "fits" : "within the budget";
  std::vector<Column> columns{
      {""},
      scheduleColumn(),
      programColumn("split"),
      programColumn("grid_rows"),
      programColumn("grid_columns"),
      {"peak", Align::right, false, "peak_bytes"},
      narrowColumn(terminal ? "extra, clipped" : "extra MACs, clipped", "clipped", "executed_macs"),
      narrowColumn("full tiles", "full", "executed_macs_full"),
      programColumn("extra_macs"),
      {timed ? "latency" : "", Align::right, false, "cycles"},
      {budgeted(report) ? fits : ""},
      {terminal ? "SRAM" : ""}};
  columns.back().yields = true;
  return columns;
}

/// The candidates in that order, at most `most`, and how many are left out.
Table candidateTable(const SearchReport& report, const std::vector<std::size_t>& order,
                     std::size_t most, const Reader& reader) {
  Table table{candidateColumns(report, reader), {}};
  const std::size_t shown = std::min(most, order.size());
  for (std::size_t i = 0; i < shown; ++i) {
    table.rows.push_back(candidateRow(report, order[i], reader));
  }
  if (shown < order.size()) {
    table.rows.push_back(othersRow(order.size() - shown, 1, table.columns.size()));
    if (reader.isAtTerminal()) table.rows.back().cells[5] = "--all shows every schedule";
  }
  return table;
}

std::vector<std::size_t> everyCandidate(const SearchReport& report) {
  std::vector<std::size_t> order(report.result.candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

Section terminalSection(const SearchReport& report, bool all, const Reader& reader) {
  const std::string title =
      all ? "Every schedule tried" : "Pareto front of peak against extra MACs";
  const std::string fits = !budgeted(report) ? ""
                           : report.latency  ? "fits: peak and time do; "
                                             : "fits: the peak does; ";
  const auto order = all ? everyCandidate(report) : report.result.pareto;
  return {title + " (" + fits + "bar: share of the layer-wise peak)",
          {candidateTable(report, order, all ? order.size() : foldedCandidates, reader)}};
}

}  // namespace

Document documentOf(const SearchReport& report, bool all, const Reader& reader) {
  if (reader.isProgram()) {
    const auto order = everyCandidate(report);
    return programDocument(candidateTable(report, order, order.size(), reader));
  }
  Document document{reader.isAtTerminal() ? report.model.name
                                          : report.model.name + ": " + recommendedName(report) +
                                                ", peak " + kib(recommendedTotals(report).peak),
                    summaryOf(report, reader)};
  document.headline = headlineOf(report);
  if (reader.audience == Audience::page) document.pictures.push_back(searchSvg(report));
  const bool empty = report.result.pareto.empty();
  if (!reader.isAtTerminal() && !empty) {
    document.sections = {{"Pareto front of peak against extra MACs",
                          {candidateTable(report, report.result.pareto, rowsFor(reader), reader)}}};
  } else if (reader.isAtTerminal() && (all ? !report.result.candidates.empty() : !empty)) {
    document.sections = {terminalSection(report, all, reader)};
  }
  addCounting(document, report.model, report.runtime, {}, reader);
  return document;
}

}  // namespace tessera
