#include "sim/report/document_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "sim/report/counted.h"
#include "sim/report/headline.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/run/why.h"

namespace tessera {
namespace {

constexpr std::size_t commentRows = 20;
constexpr std::size_t pageRows = 2000;  // a browser stays quick

/// Types of the operators whose work is unknown, with how many there are of each.
std::map<std::string, std::size_t> unknownTypes(const Graph& graph) {
  std::map<std::string, std::size_t> types;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    if (!macs(graph, OperatorId(i))) ++types[graph.operators()[i].type];
  }
  return types;
}

std::string shareOfPeak(const Buffer& buffer, const Trace& trace) {
  const auto peak = static_cast<double>(std::max<std::int64_t>(1, trace.totals.peak.count()));
  return percent(static_cast<double>(buffer.bytes.count()) / peak);
}

std::string bufferShape(const Graph& graph, const Buffer& buffer) {
  if (isWorkspace(buffer.kind)) return "-";
  const std::string whole = graph[buffer.tensor].shape.text();
  if (buffer.kind == BufferKind::cache) return "rows of " + whole;
  if (buffer.kind == BufferKind::beside) return "columns of " + whole;
  if (buffer.kind == BufferKind::sums) return "sums of " + whole;
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
  Row row{{grouped(buffer.bytes.count()), shareOfPeak(buffer, trace),
           isWorkspace(buffer.kind) ? bufferName(graph, buffer) : graph[buffer.tensor].name,
           bufferShape(graph, buffer)}};
  if (why) {
    row.cells.emplace_back(explained(buffer, live.reason));
  } else {
    row.cells.emplace_back(name(buffer.kind));
    row.cells.emplace_back(producer ? graph[*producer].name : std::string("graph input"));
  }
  return row;
}

Section liveAtTerminal(const Graph& graph, const ScheduleRun& run, bool why) {
  const Trace& trace = run.trace;
  Table table{{{"bytes", Align::right}, {"share", Align::right}, nameColumn("tensor"), {"shape"}},
              {}};
  table.columns.back().yields = true;
  if (why) {
    table.columns.push_back({"why it is live", Align::left, true});
  } else {
    table.columns.push_back({"kind"});
    table.columns.back().yields = true;
    table.columns.push_back(nameColumn("written by"));
  }
  for (const LiveReason& live : whyLive(graph, trace, trace.totals.peakStep)) {
    table.rows.push_back(liveRow(graph, trace, live, why));
  }
  const Step& step = trace.steps[trace.totals.peakStep];
  const std::string where =
      run.stages.empty() ? "" : fmt::format(", patch {},{}", step.patch.row, step.patch.column);
  return {fmt::format("Live at the peak of {} (step {}, '{}'{})", run.schedule.name,
                      trace.totals.peakStep, graph[step.op].name, where),
          {std::move(table)}};
}

Section countedSection(const std::vector<CountingLine>& counted) {
  Facts facts;
  for (const CountingLine& line : counted) {
    facts.list.push_back({line.key, line.value + ": " + line.text});
  }
  facts.list.push_back({"macs",
                        "multiply-accumulates of convolutions and products, taps on padding "
                        "included; all else counts 0; FLOPs = 2 x MACs"});
  return {"Counted (--runtime, --count KEY=VALUE)", {std::move(facts)}};
}

std::vector<std::string> countingNotes(const ModelReport& model,
                                       const std::vector<CountingLine>& counted) {
  std::vector<std::string> notes;
  for (const CountingLine& line : counted) {
    notes.push_back(fmt::format("{} = {}: {}", line.key, line.value, line.text));
  }
  for (const std::string& warning : model.warnings) notes.push_back("warning: " + warning);
  const std::size_t unknown = modelWork(model.graph).unknownOperators;
  if (unknown > 0) {
    notes.push_back(fmt::format("{} operator{} of unknown work: missing from every sum of MACs",
                                unknown, unknown == 1 ? "" : "s"));
  }
  return notes;
}

}  // namespace

std::size_t rowsFor(const Reader& reader) {
  return reader.audience == Audience::comment ? commentRows : pageRows;
}

Row othersRow(std::size_t others, std::size_t at, std::size_t columns) {
  Row row{std::vector<Cell>(columns), Ink::dim};
  row.cells[at] = fmt::format("[{} others]", others);
  return row;
}

void addModel(Summary& summary, const ModelReport& model, const Reader& reader) {
  std::string source = model.format;
  if (!model.producer.empty()) source += ", by " + model.producer;
  if (!model.description.empty()) source += ", \"" + model.description + "\"";
  summary.atTerminal("format", source);
  std::string deployment = model.deployment;
  if (model.deploymentAssumed) deployment += ", assumed";
  if (reader.isAtTerminal()) deployment += ": " + model.deploymentAssumption;
  summary.setting("deployment", std::move(deployment));
}

void addFit(Summary& summary, const Device& device, const Demand& demand, const Runtime& runtime) {
  for (const Fact& fact : fitFacts(device, demand, runtime)) summary.board(fact.key, fact.value);
}

Section liveAtPeakSection(const Graph& graph, const ScheduleRun& run, bool why,
                          const Reader& reader) {
  const Trace& trace = run.trace;
  if (trace.steps.empty()) return {};
  if (reader.isAtTerminal()) return liveAtTerminal(graph, run, why);
  Table table{{{"buffer"}, {"kind"}, {"bytes", Align::right}, {"of the peak", Align::right}}, {}};
  for (const std::size_t index : liveBuffers(trace, trace.totals.peakStep)) {
    const Buffer& buffer = trace.buffers[index];
    table.rows.push_back({{bufferName(graph, buffer), name(buffer.kind),
                           grouped(buffer.bytes.count()), shareOfPeak(buffer, trace)}});
  }
  return {fmt::format("Live at the peak of {}", run.schedule.name), {std::move(table)}};
}

void addCounting(Document& document, const ModelReport& model, const Runtime& runtime,
                 const std::vector<const Schedule*>& schedules, const Reader& reader) {
  const std::vector<CountingLine> counted = countedLines(model.graph, runtime, schedules);
  if (!reader.isAtTerminal()) {
    document.notes = countingNotes(model, counted);
    return;
  }
  if (reader.rules) {
    document.sections.push_back(countedSection(counted));
  } else {
    const std::string as =
        countedAs(runtime, model.deployment, model.deploymentAssumed) + "; --rules lists the rules";
    document.sections.push_back({"", {Facts{{{"counted as", as}}}}});
  }
  addCaveats(document, model);
}

void addCaveats(Document& document, const ModelReport& model) {
  Facts facts;
  for (const auto& [type, count] : unknownTypes(model.graph)) {
    facts.list.push_back(
        {"unknown work", fmt::format("{} x {}: its tensors are counted, its MACs are not known "
                                     "and are missing from every sum",
                                     count, type)});
  }
  for (const std::string& warning : model.warnings) facts.list.push_back({"warning", warning});
  if (!facts.list.empty()) document.sections.push_back({"Caveats", {std::move(facts)}});
}

void addWhyWorse(Document& document, const ScheduleRun& run) {
  if (!run.whyWorse) return;
  document.sections.push_back(
      {run.schedule.name + " disappoints",
       {Facts{{{"because", run.whyWorse->reason}, {"try", run.whyWorse->advice}}}}});
}

}  // namespace tessera
