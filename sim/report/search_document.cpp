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
#include "sim/report/schedule_words.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/svg/search_picture.h"
#include "sim/report/target_report.h"
#include "sim/search/front_subset.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

constexpr std::size_t foldedCandidates = 30;
constexpr std::size_t shortFront = 9;  // what a table shows of it

std::string triedText(const SearchReport& report, const char* interrupted) {
  const SearchResult& result = report.result;
  if (result.space == "layer") return "every operator whole";
  if (result.gap && result.gap->labels == 0) return "no operator can run in tiles";
  if (result.gap || result.cut) {
    std::string text = fmt::format("space '{}'", result.space);
    if (result.gap)
      text += fmt::format(": {} partial blocks compared, tiles of {}", result.gap->labels,
                          result.gap->tiles);
    return text + (result.cut ? interrupted : "");
  }
  return fmt::format("{} of {} schedules{}", result.candidates.size(), result.planned,
                     result.complete() ? "" : interrupted);
}

/// The recommendation in one phrase; of layer by layer with the reason.
std::string recommendedText(const SearchReport& report) {
  const SearchResult& result = report.result;
  if (!result.recommended) return "layer: " + result.reason;
  const Candidate& best = result.candidates[*result.recommended];
  const double times = static_cast<double>(result.layerWise.peak.count()) /
                       static_cast<double>(std::max<std::int64_t>(1, best.totals.peak.count()));
  return fmt::format("{}: peak {} ({:.1f}x less), {} extra MACs",
                     candidateName(report.model.graph, best), kib(best.totals.peak), times,
                     finePercent(ratio(best.extra, best.totals.macs)));
}

Headline headlineOf(const SearchReport& report) {
  const std::string misfit = misfitText(report);
  if (!misfit.empty()) return {"nothing tried fits: " + misfit, Ink::alarm};
  const bool knows = budgeted(report) && !demandOf(report).atLeast;
  return {(knows ? "fits, " : "") + recommendedText(report), knows ? Ink::good : Ink::bold};
}

/// Whether the candidates are a front of the space, each with an arena.
bool isFront(const SearchReport& report) {
  const auto& all = report.result.candidates;
  return !all.empty() && all.front().schedule != nullptr;
}

/// What was not tried, and what no schedule can do without.
std::string gapText(const SearchReport& report) {
  if (!report.result.gap || report.result.gap->labels == 0) return {};
  const SearchGap& gap = *report.result.gap;
  const double most = gap.gaps.empty() ? 0 : *std::max_element(gap.gaps.begin(), gap.gaps.end());
  return most == 0 ? "0: nothing was given up in these tiles"
                   : fmt::format("what was given up could be {:.1f}% smaller at most", 100 * most);
}

std::string boundText(const SearchReport& report) {
  if (!report.result.gap) return {};
  return kib(report.result.gap->lowerBound) +
         ": no schedule takes less whose calls compute whole positions";
}

/// What the recommended schedule does.
std::string doesText(const SearchReport& report) {
  const SearchResult& result = report.result;
  if (!result.recommended) return {};
  const Candidate& best = result.candidates[*result.recommended];
  return best.schedule ? scheduleWords(report.model.graph, *best.schedule) : "";
}

/// What led to it comes before it.
void addResultAtTerminal(Summary& summary, const SearchReport& report) {
  summary.result("layer by layer", "peak " + kib(report.result.layerWise.peak));
  summary.result("budget", budgetText(report));
  summary.result("tried", triedText(report, ": interrupted, the best may be missing"));
  summary.result("gap", gapText(report));
  summary.result("lower bound", boundText(report));
  summary.result("recommended", recommendedText(report));
  summary.result("it runs", doesText(report));
  if (report.arena) summary.result("its arena", arenaText(*report.arena));
  summary.result("does not fit", misfitText(report));
  if (report.result.recommended) summary.result("because", report.result.reason);
  summary.result("elsewhere", elsewhereText(report));
}

void addResult(Summary& summary, const SearchReport& report) {
  summary.result("recommended", recommendedName(report));
  summary.result("it runs", doesText(report));
  summary.result("peak", kib(recommendedTotals(report).peak));
  summary.result("because", report.result.reason);
  summary.result("layer by layer", "peak " + kib(report.result.layerWise.peak));
  if (report.arena) summary.result("its arena", arenaText(*report.arena));
  summary.result("does not fit", misfitText(report));
  summary.result("budget", budgetText(report));
  summary.result("tried", triedText(report, ": interrupted"));
  summary.result("gap", gapText(report));
  summary.result("lower bound", boundText(report));
  summary.result("elsewhere", elsewhereText(report));
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
  const Candidate& candidate = report.result.candidates[index];
  const Totals& totals = candidate.totals;
  const bool best = index == report.result.recommended;
  const auto time = milliseconds(report.target, totals.cycles);
  const bool cannotRun = report.runtime.runs == Runs::layers;
  const char* fits = cannotRun                                       ? "cannot run"
                     : meetsBudgets(report, totals, candidate.arena) ? "yes"
                                                                     : "no";
  const bool front = candidate.schedule != nullptr;
  return {
      {best && reader.isAtTerminal() ? "*" : "", candidateName(report.model.graph, candidate),
       candidateName(report.model.graph, candidate),
       front ? "" : report.model.graph[candidate.split].name,
       front ? "" : std::to_string(candidate.grid.rows),
       front ? "" : std::to_string(candidate.grid.columns),
       figure(kib(totals.peak), totals.peak.count()),
       candidate.arena ? figure(kib(*candidate.arena), candidate.arena->count()) : "",
       figure(finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
              totals.executed.count()),
       front ? ""
             : figure(finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
                      totals.executedFull.count()),
       std::to_string(candidate.extra.count()),
       front ? figure(std::to_string(totals.calls), static_cast<std::int64_t>(totals.calls)) : "",
       front ? figure(kib(totals.moved), totals.moved.count()) : "",
       figure(time ? fmt::format("{:.4g} ms", *time) : "", countOf(totals.cycles)),
       budgeted(report) ? fits : "", peakBar(report, totals.peak, reader)},
      best ? Ink::bold : Ink::plain};
}

std::vector<Column> candidateColumns(const SearchReport& report, const Reader& reader) {
  const bool terminal = reader.isAtTerminal();
  const bool timed = report.target && report.target->latency;
  const bool front = isFront(report);
  const char* fits = terminal ? "fits" : "within the budget";
  std::vector<Column> columns{
      {""},
      scheduleColumn(),
      programColumn("schedule"),
      programColumn("split"),
      programColumn("grid_rows"),
      programColumn("grid_columns"),
      {"peak", Align::right, false, "peak_bytes"},
      front ? Column{"arena", Align::right, false, "arena_bytes"} : programColumn("arena_bytes"),
      front ? narrowColumn("extra MACs", "extra", "executed_macs")
            : narrowColumn(terminal ? "extra, clipped" : "extra MACs, clipped", "clipped",
                           "executed_macs"),
      front ? programColumn("executed_macs_full")
            : narrowColumn("full tiles", "full", "executed_macs_full"),
      programColumn("extra_macs"),
      front ? Column{"calls", Align::right, false, "calls"} : programColumn("calls"),
      front ? Column{"moved", Align::right, false, "moved_bytes"} : programColumn("moved_bytes"),
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
    if (reader.isAtTerminal()) table.rows.back().cells[6] = "--all shows every schedule";
  }
  return table;
}

std::vector<std::size_t> everyCandidate(const SearchReport& report) {
  std::vector<std::size_t> order(report.result.candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

/// The front, or a few of it that together say the most.
std::vector<std::size_t> shownFront(const SearchReport& report, bool all) {
  const SearchResult& result = report.result;
  if (!isFront(report) || all) return result.pareto;
  std::vector<std::size_t> shown = frontSubset(result.candidates, result.pareto, shortFront);
  if (result.recommended &&
      std::find(shown.begin(), shown.end(), *result.recommended) == shown.end()) {
    shown.push_back(*result.recommended);
    std::sort(shown.begin(), shown.end());
  }
  return shown;
}

/// "shown 9 of 47, --all shows the rest"
std::string leftOutText(const SearchReport& report, std::size_t shown) {
  const std::size_t front = report.result.pareto.size();
  if (shown >= front) return {};
  return fmt::format("; {} of {}, --all shows the rest", shown, front);
}

Section budgetSection(const SearchReport& report) {
  Table table{{{"SRAM", Align::right, false, "sram_bytes"},
               {"schedule"},
               {"arena", Align::right, false, "arena_bytes"},
               {"extra MACs", Align::right, false, "extra_macs"},
               {"fits"}},
              {}};
  for (const BudgetRow& row : report.budgets) {
    const SearchResult& result = report.result;
    const Candidate* best = row.candidate ? &result.candidates[*row.candidate] : nullptr;
    const Macs extra = best != nullptr ? best->extra : Macs(0);
    const std::string missing = kib(row.arena - row.sram);
    table.rows.push_back({{figure(kib(row.sram), row.sram.count()),
                           best != nullptr ? candidateName(report.model.graph, *best) : "layer",
                           figure(kib(row.arena), row.arena.count()),
                           figure(finePercent(ratio(extra, result.layerWise.macs)), extra.count()),
                           row.fits ? "yes" : "no, " + missing + " too much"},
                          row.fits ? Ink::plain : Ink::alarm});
  }
  return {"The cheapest schedule for each budget of SRAM", {table}};
}

std::string takenText(const Candidate& candidate) {
  return kib(candidate.arena.value_or(candidate.totals.peak));
}

Section systemSection(const SearchReport& report) {
  const auto budget = arenaBudget(report);
  Table table{{{"space"},
               {"published as"},
               {"least arena", Align::right, false, "least_arena_bytes"},
               {"extra MACs", Align::right, false, "least_extra_macs"},
               {budget ? "cheapest in " + kib(*budget) : ""},
               {budget ? "extra MACs there" : "", Align::right, false, "budget_extra_macs"}},
              {}};
  const Macs once = report.result.layerWise.macs;
  for (const SystemRow& row : report.systems) {
    const std::string layers = kib(report.layersArena);
    const Macs extra = row.least ? row.least->extra : Macs(0);
    std::string within, price;
    if (budget) {
      within = row.within ? takenText(*row.within) : row.fits ? "layer by layer" : "nothing fits";
      if (row.fits) {
        const Macs more = row.within ? row.within->extra : Macs(0);
        price = finePercent(ratio(more, once));
      }
    }
    table.rows.push_back({{row.space, row.system, row.least ? takenText(*row.least) : layers,
                           finePercent(ratio(extra, once)), within, price},
                          row.space == "all" ? Ink::bold : Ink::plain});
  }
  return {"What published systems would make of this network", {table}};
}

Section terminalSection(const SearchReport& report, bool all, const Reader& reader) {
  if (isFront(report)) {
    const auto order = shownFront(report, all);
    return {"Pareto front of memory against extra MACs (bar: share of the layer-wise peak" +
                leftOutText(report, order.size()) + ")",
            {candidateTable(report, order, order.size(), reader)}};
  }
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
    const auto order = shownFront(report, all || reader.audience == Audience::page);
    document.sections = {{"Pareto front of peak against extra MACs",
                          {candidateTable(report, order, rowsFor(reader), reader)}}};
  } else if (reader.isAtTerminal() && (all ? !report.result.candidates.empty() : !empty)) {
    document.sections = {terminalSection(report, all, reader)};
  }
  if (!report.budgets.empty()) document.sections.push_back(budgetSection(report));
  if (!report.systems.empty()) document.sections.push_back(systemSection(report));
  addCounting(document, report.model, report.runtime, {}, reader);
  return document;
}

}  // namespace tessera
