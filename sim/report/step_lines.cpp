#include "sim/report/step_lines.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/work.h"
#include "sim/report/describe.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/run_text.h"

namespace tessera {
namespace {

constexpr std::size_t foldedSteps = 40;

constexpr std::string_view barTitle = "SRAM";
constexpr std::size_t narrowestBar = 9;

/// Narrower beside a column of times.
std::size_t widestBar(const SimulationReport& report) {
  return report.run.trace.totals.cycles ? 10 : 20;
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
std::size_t stepBar(const Table& table, std::size_t page, std::size_t widest) {
  const std::size_t others = tableWidth(table.columns, table.rows) - barTitle.size();
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

}  // namespace

Section stepsSection(const SimulationReport& report, bool all, const TextStyle& style) {
  const Totals& totals = report.run.trace.totals;
  const std::vector<StepLine> lines = stepLines(report.run, all);
  std::vector<std::int64_t> weights;
  for (const StepLine& line : lines) weights.push_back(line.live.count());
  const auto shown = heaviestRows(weights, all ? lines.size() : foldedSteps);
  Table table{stepColumns(totals.cycles.has_value()), stepRows(report, lines, shown)};
  const std::size_t width = stepBar(table, style.width, widestBar(report));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    table.rows[i].cells.back() = bar(static_cast<double>(weights[shown[i]]),
                                     static_cast<double>(totals.peak.count()), width, style);
  }
  if (shown.size() < lines.size()) {
    const std::string hint = "--all shows them";
    table.rows[shown.size()].cells.back() = width < hint.size() ? "see --all" : hint;
  }
  table.rows.back().cells.back() = "peak";
  return {"Steps (live: all bytes in SRAM during the step)", {std::move(table)}};
}

}  // namespace tessera
