#include "sim/report/run_text.h"

#include <fmt/core.h>

#include "sim/report/describe.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/table.h"
#include "sim/run/why.h"

namespace tessera {
namespace {

std::string bufferShape(const Graph& graph, const Buffer& buffer) {
  if (isWorkspace(buffer.kind)) return "-";
  const std::string whole = graph[buffer.tensor].shape.text();
  return buffer.patch ? "patch of " + whole : whole;
}

/// What the reason alone does not tell: that the buffer belongs to a stage as a whole.
std::string explained(const Buffer& buffer, const std::string& reason) {
  if (buffer.kind == BufferKind::stageOutput) return "stage output, " + reason;
  if (buffer.kind == BufferKind::stageInput) return "stage input, " + reason;
  return reason;
}

Row liveRow(const Graph& graph, const Trace& trace, const LiveReason& live, bool why) {
  const Buffer& buffer = trace.buffers[live.buffer];
  const auto producer = graph.producer(buffer.tensor);
  const auto peak = static_cast<double>(std::max<std::int64_t>(1, trace.totals.peak.count()));
  Row row{{grouped(buffer.bytes.count()), percent(static_cast<double>(buffer.bytes.count()) / peak),
           isWorkspace(buffer.kind) ? bufferName(graph, buffer) : graph[buffer.tensor].name,
           bufferShape(graph, buffer)}};
  if (why) {
    row.cells.push_back(explained(buffer, live.reason));
  } else {
    row.cells.emplace_back(name(buffer.kind));
    row.cells.push_back(producer ? graph[*producer].name : std::string("graph input"));
  }
  return row;
}

std::string stageTable(const Graph& graph, const StageSummary& stage, const TextStyle& style) {
  std::vector<Row> rows;
  for (const StageOperatorSummary& op : stage.operators) {
    rows.push_back(
        {{graph[op.op].name, describe(graph, graph[op.op]),
          fmt::format("{}x{}", op.largestRows, op.largestColumns), macsText(op.once),
          macsText(op.executed),
          op.once.count() == 0 ? "-" : signedPercent(ratio(op.executed - op.once, op.once)),
          kib(op.peak)}});
  }
  const Macs executed = stage.executed;
  rows.push_back({{"TOTAL", fmt::format("{} patches", stage.grid.rows * stage.grid.columns), "",
                   macsText(stage.once), macsText(executed), "", ""},
                  Ink::bold});
  return renderTable({{"operator", Align::left, true},
                      {"kind", Align::left, true},
                      {"patch", Align::right},
                      {"MACs once", Align::right},
                      {"in patches", Align::right},
                      {"extra", Align::right},
                      {"live", Align::right}},
                     rows, style);
}

std::string stageText(const Graph& graph, const StageSummary& stage, const TextStyle& style) {
  const std::string split = graph[stage.operators.back().op].name;
  std::string text = sectionTitle(
      fmt::format("Stage in {}x{} patches, up to '{}'", stage.grid.rows, stage.grid.columns, split),
      style);
  for (const StageInputSummary& input : stage.inputs) {
    const double extra = input.elementsOnce == 0
                             ? 0.0
                             : static_cast<double>(input.elementsRead - input.elementsOnce) /
                                   static_cast<double>(input.elementsOnce);
    text += keyLine("reads '" + graph[input.tensor].name + "'",
                    fmt::format("at most {}x{} a patch; all patches read {} beyond reading it once",
                                input.largestRows, input.largestColumns, signedPercent(extra)),
                    style);
  }
  text += keyLine("extra MACs",
                  fmt::format("{} with clipped tiles, {} with full ones, of the stage's {}",
                              finePercent(ratio(stage.executedClipped - stage.once, stage.once)),
                              finePercent(ratio(stage.executedFull - stage.once, stage.once)),
                              siCount(stage.once.count())),
                  style);
  return text + stageTable(graph, stage, style);
}

}  // namespace

std::string macsText(const std::optional<Macs>& macs) {
  if (!macs) return "?";
  return macs->count() == 0 ? "-" : siCount(macs->count());
}

std::string peakText(const Graph& graph, const ScheduleRun& run, const Runtime& runtime) {
  const Totals& totals = run.trace.totals;
  if (totals.steps == 0) return "none: the schedule has no steps";
  return fmt::format("{} at step {}, '{}'{}", bytesText(totals.peak), totals.peakStep,
                     peakOperator(graph, run), runtime.bound.empty() ? "" : "; a bound");
}

std::string recomputedText(const Totals& totals) {
  return fmt::format("{} ({}) with clipped tiles, {} ({}) with full ones",
                     siCount((totals.executedClipped - totals.macs).count()),
                     finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
                     siCount((totals.executedFull - totals.macs).count()),
                     finePercent(ratio(totals.executedFull - totals.macs, totals.macs)));
}

std::string liveAtPeakText(const Graph& graph, const ScheduleRun& run, bool why,
                           const TextStyle& style) {
  const Trace& trace = run.trace;
  if (trace.steps.empty()) return {};
  std::vector<Column> columns{{"bytes", Align::right},
                              {"share", Align::right},
                              {"tensor", Align::left, true},
                              {"shape", Align::left}};
  if (why) {
    columns.push_back({"why it is live", Align::left, true});
  } else {
    columns.push_back({"kind", Align::left});
    columns.push_back({"written by", Align::left, true});
  }
  std::vector<Row> rows;
  for (const LiveReason& live : whyLive(graph, trace, trace.totals.peakStep)) {
    rows.push_back(liveRow(graph, trace, live, why));
  }
  const Step& step = trace.steps[trace.totals.peakStep];
  const std::string where =
      run.stages.empty() ? "" : fmt::format(", patch {},{}", step.patch.row, step.patch.column);
  return sectionTitle(fmt::format("Live at the peak of {} (step {}, '{}'{})", run.schedule.name,
                                  trace.totals.peakStep, graph[step.op].name, where),
                      style) +
         renderTable(columns, rows, style);
}

std::string countedText(const Runtime& runtime, const TextStyle& style) {
  std::string text = sectionTitle("Counted (--runtime, --count KEY=VALUE)", style);
  for (const CountingLine& line : countingLines(runtime)) {
    text += keyLine(line.key, line.value + ": " + line.text, style);
  }
  return text +
         keyLine("macs",
                 "multiply-accumulates of convolutions and products, taps on padding included; all "
                 "else counts 0; FLOPs = 2 x MACs",
                 style);
}

std::string whyWorseText(const ScheduleRun& run, const TextStyle& style) {
  if (!run.whyWorse) return {};
  return sectionTitle(run.schedule.name + " disappoints", style) +
         keyLine("because", run.whyWorse->reason, style) +
         keyLine("try", run.whyWorse->advice, style);
}

std::string stagesText(const Graph& graph, const ScheduleRun& run, const TextStyle& style) {
  std::string text;
  for (const StageSummary& stage : run.stages) text += stageText(graph, stage, style);
  return text;
}

}  // namespace tessera
