#include "sim/report/simulation_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "core/work.h"
#include "sim/report/arena_text.h"
#include "sim/report/describe.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/table.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"

namespace tessera {
namespace {

constexpr std::size_t foldedSteps = 40;

constexpr std::string_view barTitle = "SRAM";
constexpr std::size_t narrowestBar = 9;

/// Narrower beside a column of times.
std::size_t widestBar(const SimulationReport& report) {
  return report.run.trace.totals.cycles ? 10 : 20;
}

std::string headline(const SimulationReport& report, const TextStyle& style) {
  const Totals& totals = report.run.trace.totals;
  const Graph& graph = report.model.graph;
  std::string text = keyLine("schedule", report.run.schedule.name, style);
  text += orderText(graph, report.run, style);
  text += keyLine("runtime", runtimeText(report.runtime), style);
  text += cannotRunLine(report.runtime, report.run, style);
  text += targetLine(report.target, style);
  text += keyLine("peak SRAM", peakText(graph, report.run, report.runtime), style);
  if (report.run.arena) text += keyLine("arena", arenaText(*report.run.arena), style);
  text += tensorArenaLine(report.run, style);
  text += keyLine("MACs", workText(graph), style);
  if (!report.run.stages.empty()) text += keyLine("recomputed MACs", recomputedText(totals), style);
  text += keyLine("parameters", parametersText(graph), style);
  return text + fitLines(report, style) +
         latencyLine(report.target, totals, !report.run.stages.empty(), style);
}

/// One row of the step table: a step, or all patches of one operator.
struct StepLine {
  std::size_t first = 0;  ///< the step, or the heaviest of them
  std::size_t count = 0;
  Bytes live;
  std::optional<Macs> macs;
  Cycles cycles;  ///< of known cost
};

/// Every step by itself where `all`; otherwise the patches of an operator together.
std::vector<StepLine> stepLines(const ScheduleRun& run, bool all) {
  std::vector<StepLine> lines;
  std::vector<std::size_t> lineOf;  // by position in the current block
  std::uint32_t block = UINT32_MAX;
  std::size_t position = 0;
  for (std::size_t i = 0; i < run.trace.steps.size(); ++i) {
    const Step& step = run.trace.steps[i];
    const std::size_t operators = run.schedule.blocks[step.block].operators.size();
    if (step.block != block) {
      block = step.block;
      position = 0;
      lineOf.clear();
    }
    if (all || position < operators) {
      lineOf.push_back(lines.size());
      lines.push_back({i, 1, step.live, step.macs, step.cycles.value_or(Cycles(0))});
    } else {
      StepLine& line = lines[lineOf[position % operators]];
      ++line.count;
      if (step.live > line.live) {
        line.first = i;
        line.live = step.live;
      }
      if (line.macs && step.macs) *line.macs += *step.macs;
      line.cycles += step.cycles.value_or(Cycles(0));
    }
    ++position;
  }
  return lines;
}

/// Empty where the run has no latency.
std::string timeCell(const SimulationReport& report, Cycles cycles) {
  if (!report.run.trace.totals.cycles) return {};
  const auto each = milliseconds(report.target, cycles);
  return each ? fmt::format("{:.3f} ms", *each) : "";
}

/// Without its bar.
Row stepRow(const SimulationReport& report, const StepLine& line) {
  const Graph& graph = report.model.graph;
  const Totals& totals = report.run.trace.totals;
  const Step& step = report.run.trace.steps[line.first];
  const Operator& op = graph[step.op];
  const bool patched = !report.run.schedule.blocks[step.block].grid.whole();
  std::string where = op.outputs.empty() ? "" : graph[op.outputs.front()].shape.text();
  if (patched) where = fmt::format("patch {},{}", step.patch.row, step.patch.column);
  if (line.count > 1) where = fmt::format("{} patches", line.count);
  return {{std::to_string(line.first), op.name, describe(graph, op), where, macsText(line.macs),
           timeCell(report, line.cycles), kib(line.live), ""},
          line.live == totals.peak ? Ink::alarm : Ink::plain};
}

std::vector<Column> stepColumns(bool timed) {
  return {{"step", Align::right},      {"operator", Align::left, true},
          {"kind", Align::left, true}, {"output", Align::left},
          {"MACs", Align::right},      {timed ? "time" : "", Align::right},
          {"live", Align::right},      {std::string(barTitle), Align::left}};
}

/// How wide the bars may be beside names and kinds in full, which give way last. The rows are still
/// without them.
std::size_t stepBar(const std::vector<Column>& columns, const std::vector<Row>& rows,
                    std::size_t page, std::size_t widest) {
  const std::size_t others = tableWidth(columns, rows) - barTitle.size();
  return std::clamp(page > others ? page - others : 0, narrowestBar, widest);
}

/// What several lines come to.
struct LineSum {
  ModelWork work;
  Cycles cycles;

  void add(const StepLine& line) {
    work.macs += line.macs.value_or(Macs(0));
    if (!line.macs) ++work.unknownOperators;
    cycles += line.cycles;
  }

  void remove(const StepLine& line) {
    work.macs -= line.macs.value_or(Macs(0));
    if (!line.macs) --work.unknownOperators;
    cycles -= line.cycles;
  }
};

/// The steps shown, one row for the others where there are any, and the total; without bars.
std::vector<Row> stepRows(const SimulationReport& report, const std::vector<StepLine>& lines,
                          const std::vector<std::size_t>& shown) {
  LineSum executed;
  for (const StepLine& line : lines) executed.add(line);
  LineSum others = executed;
  std::vector<Row> rows;
  for (const std::size_t index : shown) {
    rows.push_back(stepRow(report, lines[index]));
    others.remove(lines[index]);
  }
  if (shown.size() < lines.size()) {
    rows.push_back({{"", fmt::format("[{} others]", lines.size() - shown.size()), "lighter steps",
                     "", macsTotalText(others.work), timeCell(report, others.cycles), "", ""},
                    Ink::dim});
  }
  const Totals& totals = report.run.trace.totals;
  rows.push_back(
      {{"", "TOTAL", fmt::format("{} step{}", totals.steps, totals.steps == 1 ? "" : "s"), "",
        macsTotalText(executed.work), timeCell(report, totals.cycles.value_or(Cycles(0))),
        kib(totals.peak), ""},
       Ink::bold});
  return rows;
}

std::string stepTable(const SimulationReport& report, bool all, const TextStyle& style) {
  const Totals& totals = report.run.trace.totals;
  const std::vector<StepLine> lines = stepLines(report.run, all);
  std::vector<std::int64_t> weights;
  for (const StepLine& line : lines) weights.push_back(line.live.count());
  const auto shown = heaviestRows(weights, all ? lines.size() : foldedSteps);
  const std::vector<Column> columns = stepColumns(totals.cycles.has_value());
  std::vector<Row> rows = stepRows(report, lines, shown);
  const std::size_t width = stepBar(columns, rows, style.width, widestBar(report));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    rows[i].cells.back() = bar(static_cast<double>(weights[shown[i]]),
                               static_cast<double>(totals.peak.count()), width, style);
  }
  if (shown.size() < lines.size()) {
    const std::string hint = "--all shows them";
    rows[shown.size()].cells.back() = width < hint.size() ? "see --all" : hint;
  }
  rows.back().cells.back() = "peak";
  return sectionTitle("Steps (live: all bytes in SRAM during the step)", style) +
         renderTable(columns, rows, style);
}

}  // namespace

std::string simulationText(const SimulationReport& report, const SimulationTextOptions& options,
                           const TextStyle& style) {
  const Graph& graph = report.model.graph;
  return modelHeading(report.model, style) + headline(report, style) +
         timelineText(report, options.timeline, style) +
         liveAtPeakText(graph, report.run, options.why, style) + whyWorseText(report.run, style) +
         stagesText(graph, report.run, style) + stepTable(report, options.all, style) +
         countedText(report.runtime, style) + modelCaveats(report.model, style);
}

}  // namespace tessera
