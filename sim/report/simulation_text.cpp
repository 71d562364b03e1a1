#include "sim/report/simulation_text.h"

#include <fmt/core.h>

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

/// Narrower beside a column of times.
std::size_t barWidth(const SimulationReport& report) {
  return report.run.trace.totals.cycles ? 10 : 20;
}

std::string headline(const SimulationReport& report, const TextStyle& style) {
  const Totals& totals = report.run.trace.totals;
  const Graph& graph = report.model.graph;
  std::string text = keyLine("schedule", report.run.schedule.name, style);
  text += orderText(graph, report.run, style);
  text += keyLine("runtime", runtimeText(report.runtime), style);
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

Row stepRow(const SimulationReport& report, const StepLine& line, const TextStyle& style) {
  const Graph& graph = report.model.graph;
  const Totals& totals = report.run.trace.totals;
  const Step& step = report.run.trace.steps[line.first];
  const Operator& op = graph[step.op];
  const bool patched = !report.run.schedule.blocks[step.block].grid.whole();
  std::string where = op.outputs.empty() ? "" : graph[op.outputs.front()].shape.text();
  if (patched) where = fmt::format("patch {},{}", step.patch.row, step.patch.column);
  if (line.count > 1) where = fmt::format("{} patches", line.count);
  return {{std::to_string(line.first), op.name, describe(graph, op), where, macsText(line.macs),
           timeCell(report, line.cycles), kib(line.live),
           bar(static_cast<double>(line.live.count()), static_cast<double>(totals.peak.count()),
               barWidth(report), style)},
          line.live == totals.peak ? Ink::alarm : Ink::plain};
}

std::string stepTable(const SimulationReport& report, bool all, const TextStyle& style) {
  const std::vector<StepLine> lines = stepLines(report.run, all);
  std::vector<std::int64_t> weights;
  ModelWork others;
  Cycles otherCycles;
  for (const StepLine& line : lines) {
    weights.push_back(line.live.count());
    others.macs += line.macs.value_or(Macs(0));
    if (!line.macs) ++others.unknownOperators;
    otherCycles += line.cycles;
  }
  const ModelWork executed = others;
  const auto shown = heaviestRows(weights, all ? lines.size() : foldedSteps);
  std::vector<Row> rows;
  for (const std::size_t index : shown) {
    rows.push_back(stepRow(report, lines[index], style));
    others.macs -= lines[index].macs.value_or(Macs(0));
    otherCycles -= lines[index].cycles;
    if (!lines[index].macs) --others.unknownOperators;
  }
  if (shown.size() < lines.size()) {
    rows.push_back(
        {{"", fmt::format("[{} others]", lines.size() - shown.size()), "lighter steps", "",
          macsTotalText(others), timeCell(report, otherCycles), "", "--all shows them"},
         Ink::dim});
  }
  const Totals& totals = report.run.trace.totals;
  rows.push_back(
      {{"", "TOTAL", fmt::format("{} step{}", totals.steps, totals.steps == 1 ? "" : "s"), "",
        macsTotalText(executed), timeCell(report, totals.cycles.value_or(Cycles(0))),
        kib(totals.peak), "peak"},
       Ink::bold});
  return sectionTitle("Steps (live: all bytes in SRAM during the step)", style) +
         renderTable({{"step", Align::right},
                      {"operator", Align::left, true},
                      {"kind", Align::left, true},
                      {"output", Align::left},
                      {"MACs", Align::right},
                      {totals.cycles ? "time" : "", Align::right},
                      {"live", Align::right},
                      {"SRAM", Align::left}},
                     rows, style);
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
