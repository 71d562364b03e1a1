#include <fmt/core.h>

#include "sim/report/arena_text.h"
#include "sim/report/describe.h"
#include "sim/report/digest_parts.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

void addTargetFacts(std::vector<Fact>& facts, const SimulationReport& report) {
  if (!report.target) return;
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  for (Fact& fact : fitFacts(report.target->device, demand, report.runtime)) {
    facts.push_back(std::move(fact));
  }
  facts.push_back({"latency", latencyText(*report.target, report.run.trace.totals,
                                          !report.run.stages.empty())});
}

std::vector<Fact> factsOf(const SimulationReport& report) {
  const Graph& graph = report.model.graph;
  std::vector<Fact> facts{{"schedule", report.run.schedule.name},
                          {"peak SRAM", peakText(graph, report.run, report.runtime)}};
  if (report.run.arena) facts.push_back({"arena", arenaText(*report.run.arena)});
  if (!report.run.stages.empty()) {
    facts.push_back({"recomputed MACs", recomputedText(report.run.trace.totals)});
  }
  for (Fact& fact : settingFacts(report.model, report.runtime, report.target)) {
    facts.push_back(std::move(fact));
  }
  addTargetFacts(facts, report);
  return facts;
}

Row stepRow(const SimulationReport& report, std::size_t index) {
  const Step& step = report.run.trace.steps[index];
  const Operator& op = report.model.graph[step.op];
  const bool patched = !report.run.schedule.blocks[step.block].grid.whole();
  const auto time = milliseconds(report.target, step.cycles);
  return {{std::to_string(index), op.name, describe(report.model.graph, op),
           patched ? fmt::format("{},{}", step.patch.row, step.patch.column) : "",
           macsText(step.macs), time ? fmt::format("{:.3f} ms", *time) : "",
           grouped(step.live.count()), grouped(step.scratch.count())},
          step.live == report.run.trace.totals.peak ? Ink::alarm : Ink::plain};
}

Section stepsSection(const SimulationReport& report, std::size_t rows) {
  const Trace& trace = report.run.trace;
  std::vector<std::int64_t> weights;
  for (const Step& step : trace.steps) weights.push_back(step.live.count());
  const auto shown = heaviestRows(weights, rows);
  Section section{shown.size() < weights.size() ? "Heaviest steps" : "Steps",
                  {{"step", Align::right},
                   {"operator"},
                   {"kind"},
                   {report.run.stages.empty() ? "" : "patch"},
                   {"MACs", Align::right},
                   {trace.totals.cycles ? "time" : "", Align::right},
                   {"live bytes", Align::right},
                   {"of them scratch", Align::right}},
                  {}};
  for (const std::size_t index : shown) section.rows.push_back(stepRow(report, index));
  if (shown.size() < weights.size()) {
    section.rows.push_back(othersRow(weights.size() - shown.size(), 1, section.columns.size()));
  }
  return section;
}

Section buffersSection(const SimulationReport& report, std::size_t rows) {
  const Trace& trace = report.run.trace;
  std::vector<std::int64_t> weights;
  for (const Buffer& buffer : trace.buffers) weights.push_back(buffer.bytes.count());
  const auto shown = heaviestRows(weights, rows);
  Section section{shown.size() < weights.size() ? "Largest buffers" : "Buffers",
                  {{"buffer"},
                   {"kind"},
                   {"bytes", Align::right},
                   {"first step", Align::right},
                   {"end step", Align::right},
                   {report.run.arena ? "offset" : "", Align::right}},
                  {}};
  for (const std::size_t index : shown) {
    const Buffer& buffer = trace.buffers[index];
    section.rows.push_back(
        {{bufferName(report.model.graph, buffer), std::string(name(buffer.kind)),
          grouped(buffer.bytes.count()), std::to_string(buffer.steps.begin),
          std::to_string(buffer.steps.end),
          report.run.arena ? grouped(report.run.arena->plan.offsets[index].count()) : ""}});
  }
  if (shown.size() < weights.size()) {
    section.rows.push_back(othersRow(weights.size() - shown.size(), 0, section.columns.size()));
  }
  return section;
}

}  // namespace

Digest digestOf(const SimulationReport& report, std::size_t rows) {
  return {report.model.name + ": peak " + kib(report.run.trace.totals.peak),
          factsOf(report),
          {liveAtPeakSection(report.model.graph, report.run), stepsSection(report, rows),
           buffersSection(report, rows)},
          digestNotes(report.model, report.runtime)};
}

}  // namespace tessera
