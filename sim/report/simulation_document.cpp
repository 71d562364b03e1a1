#include <fmt/core.h>

#include <utility>

#include "sim/report/arena_text.h"
#include "sim/report/describe.h"
#include "sim/report/document_parts.h"
#include "sim/report/headline.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_text.h"
#include "sim/report/simulation.h"
#include "sim/report/step_lines.h"
#include "sim/report/svg/picture.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"
#include "sim/report/timeline_text.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

Row stepRow(const SimulationReport& report, std::size_t index) {
  const Step& step = report.run.trace.steps[index];
  const Operator& op = report.model.graph[step.op];
  const bool patched = !report.run.schedule.blocks[step.block].whole();
  const auto time = milliseconds(report.target, step.cycles);
  return {{std::to_string(index), op.name, describe(report.model.graph, op),
           patched ? fmt::format("{},{}", step.patch.row, step.patch.column) : "",
           macsText(step.macs), time ? fmt::format("{:.3f} ms", *time) : "",
           grouped(step.live.count()), grouped(step.scratch.count())},
          step.live == report.run.trace.totals.peak ? Ink::alarm : Ink::plain};
}

Section heaviestSteps(const SimulationReport& report, std::size_t rows) {
  const Trace& trace = report.run.trace;
  std::vector<std::int64_t> weights;
  for (const Step& step : trace.steps) weights.push_back(step.live.count());
  const auto shown = heaviestRows(weights, rows);
  Table table{{{"step", Align::right},
               {"operator"},
               {"kind"},
               {report.run.stages.empty() ? "" : "patch"},
               {"MACs", Align::right},
               {trace.totals.cycles ? "time" : "", Align::right},
               {"live bytes", Align::right},
               {"of them scratch", Align::right}},
              {}};
  for (const std::size_t index : shown) table.rows.push_back(stepRow(report, index));
  const bool folded = shown.size() < weights.size();
  if (folded) {
    table.rows.push_back(othersRow(weights.size() - shown.size(), 1, table.columns.size()));
  }
  return {folded ? "Heaviest steps" : "Steps", {std::move(table)}};
}

Section largestBuffers(const SimulationReport& report, std::size_t rows) {
  const Trace& trace = report.run.trace;
  std::vector<std::int64_t> weights;
  for (const Buffer& buffer : trace.buffers) weights.push_back(buffer.bytes.count());
  const auto shown = heaviestRows(weights, rows);
  Table table{{{"buffer"},
               {"kind"},
               {"bytes", Align::right},
               {"first step", Align::right},
               {"end step", Align::right},
               {report.run.arena ? "offset" : "", Align::right}},
              {}};
  for (const std::size_t index : shown) {
    const Buffer& buffer = trace.buffers[index];
    table.rows.push_back(
        {{bufferName(report.model.graph, buffer), name(buffer.kind), grouped(buffer.bytes.count()),
          std::to_string(buffer.steps.begin), std::to_string(buffer.steps.end),
          report.run.arena ? grouped(report.run.arena->plan.offsets[index].count()) : ""}});
  }
  const bool folded = shown.size() < weights.size();
  if (folded) {
    table.rows.push_back(othersRow(weights.size() - shown.size(), 0, table.columns.size()));
  }
  return {folded ? "Largest buffers" : "Buffers", {std::move(table)}};
}

Facts summaryOf(const SimulationReport& report, const Reader& reader) {
  const Graph& graph = report.model.graph;
  const ScheduleRun& run = report.run;
  const bool patched = !run.stages.empty();
  Summary summary(reader);
  addModel(summary, report.model, reader);
  summary.result("schedule", run.schedule.name);
  summary.atTerminal("order", orderText(graph, run));
  summary.setting("runtime", runtimeText(report.runtime));
  summary.setting("cannot run", whyCannotRun(report.runtime, report.model, run));
  if (report.target) summary.board("target", targetTitle(*report.target));
  summary.result("peak SRAM", peakText(graph, run, report.runtime));
  if (run.arena) summary.result("arena", arenaText(*run.arena));
  summary.atTerminal("tensor_arena", tensorArenaText(run));
  summary.setting("MACs", workText(graph));
  if (patched) summary.result("recomputed MACs", recomputedText(run.trace.totals));
  summary.setting("parameters", parametersText(graph));
  if (report.target) {
    addFit(summary, report.target->device, demandOf(report.runtime, report.model, run),
           report.runtime);
    summary.board("latency", latencyText(*report.target, run.trace.totals, patched));
    summary.board("energy", energyText(*report.target, run.trace.totals));
  }
  return summary.facts();
}

Document terminalDocument(const SimulationReport& report, const SimulationDetail& detail,
                          const Reader& reader) {
  const Graph& graph = report.model.graph;
  Document document{report.model.name, summaryOf(report, reader)};
  document.headline = headlineOf(report.model, report.runtime, report.target, report.run);
  if (std::string drawing = timelineText(report, detail.timeline, reader.style); !drawing.empty()) {
    const bool timed = detail.timeline == TimelineAxis::milliseconds;
    document.sections.push_back({timed ? "Live bytes against time" : "Live bytes against steps",
                                 {Drawing{std::move(drawing)}}});
  }
  document.sections.push_back(liveAtPeakSection(graph, report.run, detail.why, reader));
  addWhyWorse(document, report.run);
  addStages(document, graph, report.run);
  document.sections.push_back(blocksSection(report, detail));
  document.sections.push_back(stepsSection(report, detail, reader.style));
  addCounting(document, report.model, report.runtime, {&report.run.schedule}, reader);
  return document;
}

Document pageDocument(const SimulationReport& report, const SimulationDetail& detail,
                      const Reader& reader) {
  Document document{report.model.name + ": peak " + kib(report.run.trace.totals.peak),
                    summaryOf(report, reader)};
  document.headline = headlineOf(report.model, report.runtime, report.target, report.run);
  if (reader.audience == Audience::page) {
    document.pictures.push_back(simulationSvg(report, detail.timeline));
  }
  const std::size_t rows = rowsFor(reader);
  document.sections = {liveAtPeakSection(report.model.graph, report.run, false, reader),
                       heaviestSteps(report, rows), largestBuffers(report, rows)};
  addCounting(document, report.model, report.runtime, {&report.run.schedule}, reader);
  return document;
}

Table programSteps(const SimulationReport& report) {
  Table table;
  for (const char* key : {"index", "block", "patch_row", "patch_column", "operator", "type",
                          "live_bytes", "scratch_bytes", "macs", "recomputed_macs", "cycles"}) {
    table.columns.push_back(programColumn(key));
  }
  for (std::size_t i = 0; i < report.run.trace.steps.size(); ++i) {
    const Step& step = report.run.trace.steps[i];
    const Operator& op = report.model.graph[step.op];
    table.rows.push_back(
        {{std::to_string(i), std::to_string(step.block), std::to_string(step.patch.row),
          std::to_string(step.patch.column), op.name, op.type, std::to_string(step.live.count()),
          std::to_string(step.scratch.count()), countOf(step.macs),
          std::to_string(step.recomputed.count()), countOf(step.cycles)}});
  }
  return table;
}

}  // namespace

Document documentOf(const SimulationReport& report, const SimulationDetail& detail,
                    const Reader& reader) {
  if (reader.isProgram()) return programDocument(programSteps(report));
  return reader.isAtTerminal() ? terminalDocument(report, detail, reader)
                               : pageDocument(report, detail, reader);
}

}  // namespace tessera
