#include "sim/report/step_lines.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/blocks.h"
#include "core/error.h"
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

/// One row of the step table: a step, or all patches of one operator and all its chunks.
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
  std::map<OperatorId, std::size_t> lineOf;  // of the current block
  std::uint32_t block = UINT32_MAX;
  for (std::size_t i = 0; i < run.trace.steps.size(); ++i) {
    const Step& step = run.trace.steps[i];
    if (step.block != block) {
      block = step.block;
      lineOf.clear();
    }
    const auto [known, isNew] = lineOf.try_emplace(step.op, lines.size());
    if (all || isNew) {
      lines.push_back({i, 1, step.live, step.macs, step.cycles.value_or(Cycles(0))});
    } else {
      StepLine& line = lines[known->second];
      ++line.count;
      if (step.live > line.live) {
        line.first = i;
        line.live = step.live;
      }
      if (line.macs && step.macs) *line.macs += *step.macs;
      line.cycles += step.cycles.value_or(Cycles(0));
    }
  }
  return lines;
}

/// Empty where the run has no latency.
std::string timeCell(const SimulationReport& report, Cycles cycles) {
  if (!report.run.trace.totals.cycles) return {};
  const auto each = milliseconds(report.target, cycles);
  return each ? fmt::format("{:.3f} ms", *each) : "";
}

template <class Unit>
std::string shareOf(Quantity<Unit> part, Quantity<Unit> whole) {
  if (whole.count() == 0) return {};
  return percent(static_cast<double>(part.count()) / static_cast<double>(whole.count()));
}

/// Without its bar.
Row stepRow(const SimulationReport& report, const StepLine& line) {
  const Graph& graph = report.model.graph;
  const Totals& totals = report.run.trace.totals;
  const Step& step = report.run.trace.steps[line.first];
  const Operator& op = graph[step.op];
  const bool patched = !report.run.schedule.blocks[step.block].whole();
  std::string where = op.outputs.empty() ? "" : graph[op.outputs.front()].shape.text();
  if (patched) where = fmt::format("patch {},{}", step.patch.row, step.patch.column);
  if (line.count > 1) {
    where = fmt::format("{} {}", line.count, step.channels.empty() ? "patches" : "calls");
  }
  return {{std::to_string(line.first), op.name, describe(graph, op), where, macsText(line.macs),
           timeCell(report, line.cycles), kib(line.live), shareOf(line.live, totals.peak),
           totals.cycles ? shareOf(line.cycles, *totals.cycles)
                         : shareOf(line.macs.value_or(Macs(0)), totals.executed),
           ""},
          line.live == totals.peak ? Ink::alarm : Ink::plain};
}

/// Bars go first on a narrow page, then what the other columns tell too; names stay.
std::vector<Column> stepColumns(bool timed, bool shares) {
  std::vector<Column> columns{{"step", Align::right},
                              nameColumn("operator"),
                              {"kind"},
                              {"output"},
                              {"MACs", Align::right},
                              {timed ? "time" : "", Align::right},
                              {"live", Align::right},
                              {shares ? "of peak" : "", Align::right},
                              {shares ? (timed ? "of time" : "of MACs") : "", Align::right},
                              {std::string(barTitle)}};
  for (const std::size_t column : {2U, 3U, 9U}) columns[column].yields = true;
  return columns;
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

/// The steps shown, one row for the others where there are any, which says how to see `more`, and
/// the total; without bars.
std::vector<Row> stepRows(const SimulationReport& report, const std::vector<StepLine>& lines,
                          const std::vector<std::size_t>& shown, const char* more) {
  LineSum executed;
  for (const StepLine& line : lines) executed.add(line);
  LineSum others = executed;
  std::vector<Row> rows;
  for (const std::size_t index : shown) {
    rows.push_back(stepRow(report, lines[index]));
    others.remove(lines[index]);
  }
  if (shown.size() < lines.size()) {
    rows.push_back({{"", fmt::format("[{} others]", lines.size() - shown.size()), more, "",
                     macsTotalText(others.work), timeCell(report, others.cycles), "", "", "", ""},
                    Ink::dim});
  }
  const Totals& totals = report.run.trace.totals;
  rows.push_back(
      {{"", "TOTAL", fmt::format("{} step{}", totals.steps, totals.steps == 1 ? "" : "s"), "",
        macsTotalText(executed.work), timeCell(report, totals.cycles.value_or(Cycles(0))),
        kib(totals.peak), "", "", ""},
       Ink::bold});
  return rows;
}

}  // namespace

namespace {

std::int64_t weightOf(const StepLine& line, StepSort sort) {
  switch (sort) {
    case StepSort::macs:
      return line.macs.value_or(Macs(0)).count();
    case StepSort::time:
      return line.cycles.count();
    case StepSort::order:
    case StepSort::live:
      break;
  }
  return line.live.count();
}

/// The lines to show: the heaviest, in the order of running or by their weight.
std::vector<std::size_t> shownLines(const std::vector<StepLine>& lines,
                                    const SimulationDetail& detail) {
  std::vector<std::int64_t> weights;
  for (const StepLine& line : lines) weights.push_back(weightOf(line, detail.sort));
  const std::size_t usual = detail.all ? lines.size() : foldedSteps;
  std::vector<std::size_t> shown = heaviestRows(weights, detail.top > 0 ? detail.top : usual);
  if (detail.sort == StepSort::order) return shown;
  std::stable_sort(shown.begin(), shown.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  return shown;
}

bool tellsShares(const SimulationDetail& detail) {
  return detail.sort != StepSort::order || detail.top > 0;
}

}  // namespace

Section stepsSection(const SimulationReport& report, const SimulationDetail& detail,
                     const TextStyle& style) {
  const Totals& totals = report.run.trace.totals;
  if (detail.sort == StepSort::time && !totals.cycles) {
    throw Error(ErrorCode::usage, "--sort time has no times to sort by", {},
                "name a board and a runtime whose latency is known");
  }
  const std::vector<StepLine> lines = stepLines(report.run, detail.all);
  const std::vector<std::size_t> shown = shownLines(lines, detail);
  const bool shares = tellsShares(detail);
  Table table{stepColumns(totals.cycles.has_value(), shares),
              stepRows(report, lines, shown, detail.top > 0 ? "" : "see --all")};
  if (!shares) {
    for (Row& row : table.rows) row.cells[7] = row.cells[8] = Cell();
  }
  const std::size_t width = stepBar(table, style.width, widestBar(report));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    table.rows[i].cells.back() = bar(static_cast<double>(lines[shown[i]].live.count()),
                                     static_cast<double>(totals.peak.count()), width, style);
  }
  table.rows.back().cells.back() = "peak";
  return {"Steps (live: all bytes in SRAM during the step)", {std::move(table)}};
}

Section blocksSection(const SimulationReport& report, const SimulationDetail& detail) {
  if (!tellsShares(detail)) return {};
  const Totals& totals = report.run.trace.totals;
  struct BlockLine {
    std::string label;
    StepLine sum;
  };
  std::vector<BlockLine> blocks;
  std::vector<std::size_t> blockOf(report.model.graph.operators().size());
  for (const NetworkBlock& block : networkBlocks(report.model.graph)) {
    for (std::int64_t op = block.operators.begin; op < block.operators.end; ++op) {
      blockOf[static_cast<std::size_t>(op)] = blocks.size();
    }
    blocks.push_back({block.label, {}});
    blocks.back().sum.macs = Macs(0);
  }
  for (const Step& step : report.run.trace.steps) {
    StepLine& sum = blocks[blockOf[step.op.index()]].sum;
    sum.live = std::max(sum.live, step.live);
    *sum.macs += step.macs.value_or(Macs(0));
    sum.cycles += step.cycles.value_or(Cycles(0));
  }
  std::stable_sort(blocks.begin(), blocks.end(), [&](const BlockLine& a, const BlockLine& b) {
    return weightOf(a.sum, detail.sort) > weightOf(b.sum, detail.sort);
  });
  if (detail.top > 0 && blocks.size() > detail.top) blocks.resize(detail.top);
  Table table{{{"block"},
               {"live", Align::right},
               {"of peak", Align::right},
               {"MACs", Align::right},
               {"of MACs", Align::right},
               {totals.cycles ? "time" : "", Align::right},
               {totals.cycles ? "of time" : "", Align::right}},
              {}};
  for (const auto& [label, sum] : blocks) {
    table.rows.push_back({{label, kib(sum.live), shareOf(sum.live, totals.peak), macsText(sum.macs),
                           shareOf(*sum.macs, totals.executed), timeCell(report, sum.cycles),
                           totals.cycles ? shareOf(sum.cycles, *totals.cycles) : ""},
                          sum.live == totals.peak ? Ink::alarm : Ink::plain});
  }
  return {"Where it goes, block by block", {std::move(table)}};
}

}  // namespace tessera
