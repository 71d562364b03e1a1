#include "sim/report/simulation_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/work.h"
#include "sim/report/describe.h"
#include "sim/report/model_text.h"
#include "sim/report/table.h"
#include "sim/why.h"

namespace tessera {
namespace {

constexpr std::size_t foldedSteps = 40;
constexpr std::size_t barWidth = 20;

std::string macsText(const std::optional<Macs>& macs) {
  if (!macs) return "?";
  return macs->count() == 0 ? "-" : siCount(macs->count());
}

std::string headline(const SimulationReport& report, const TextStyle& style) {
  const Totals& totals = report.trace.totals;
  std::string peak = "none: the schedule has no steps";
  if (totals.steps > 0) {
    const Step& step = report.trace.steps[totals.peakStep];
    peak = fmt::format("{} at step {}, '{}'", bytesText(totals.peak), totals.peakStep,
                       report.model.graph[step.op].name);
  }
  const ModelSize size = modelSize(report.model.graph);
  std::string text = keyLine("schedule", report.schedule.name, style);
  text += keyLine("runtime", report.runtime.name, style);
  text += keyLine("peak SRAM", peak, style);
  text += keyLine("MACs", workText(report.model.graph), style);
  text += keyLine("parameters",
                  fmt::format("{}, {} in flash", grouped(size.parameters), kib(size.weightBytes)),
                  style);
  return text;
}

std::string liveAtPeak(const SimulationReport& report, bool why, const TextStyle& style) {
  if (report.trace.steps.empty()) return {};
  const Graph& graph = report.model.graph;
  const Totals& totals = report.trace.totals;
  std::vector<Column> columns{{"bytes", Align::right},
                              {"share", Align::right},
                              {"tensor", Align::left, true},
                              {"shape", Align::left},
                              {"written by", Align::left, true}};
  if (why) columns.push_back({"why it is live", Align::left, true});
  std::vector<Row> rows;
  for (const LiveReason& live : whyLive(graph, report.trace, totals.peakStep)) {
    const Buffer& buffer = report.trace.buffers[live.buffer];
    const auto producer = graph.producer(buffer.tensor);
    const double whole = static_cast<double>(std::max<std::int64_t>(1, totals.peak.count()));
    Row row{{grouped(buffer.bytes.count()),
             percent(static_cast<double>(buffer.bytes.count()) / whole), graph[buffer.tensor].name,
             graph[buffer.tensor].shape.text(),
             producer ? graph[*producer].name : std::string("graph input")}};
    if (why) row.cells.push_back(live.reason);
    rows.push_back(std::move(row));
  }
  const std::string title = fmt::format("Live at the peak (step {})", totals.peakStep);
  std::string hint = why ? "" : "  (--why tells why each is still alive)";
  return sectionTitle(title, style) + renderTable(columns, rows, style) +
         (hint.empty() ? hint : inked(hint, Ink::dim, style) + "\n");
}

Row stepRow(const SimulationReport& report, std::size_t index, const TextStyle& style) {
  const Graph& graph = report.model.graph;
  const Totals& totals = report.trace.totals;
  const Step& step = report.trace.steps[index];
  const Operator& op = graph[step.op];
  const std::string shape = op.outputs.empty() ? "" : graph[op.outputs.front()].shape.text();
  const auto live = static_cast<double>(step.live.count());
  const auto peak = static_cast<double>(totals.peak.count());
  return {{std::to_string(index), op.name, describe(graph, op), shape, macsText(step.macs),
           kib(step.live), bar(live, peak, barWidth, style)},
          index == totals.peakStep ? Ink::alarm : Ink::plain};
}

std::size_t unknownSteps(const std::vector<Step>& steps) {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](const Step& step) { return !step.macs; }));
}

std::string stepTable(const SimulationReport& report, bool all, const TextStyle& style) {
  const std::vector<Step>& steps = report.trace.steps;
  std::vector<std::int64_t> weights;
  for (const Step& step : steps) weights.push_back(step.live.count());
  const auto shown = heaviestRows(weights, all ? steps.size() : foldedSteps);
  std::vector<Row> rows;
  const Totals& totals = report.trace.totals;
  Macs othersMacs = totals.executed;
  const std::size_t unknown = unknownSteps(steps);
  std::size_t othersUnknown = unknown;
  for (const std::size_t index : shown) {
    rows.push_back(stepRow(report, index, style));
    othersMacs -= steps[index].macs.value_or(Macs(0));
    if (!steps[index].macs) --othersUnknown;
  }
  if (shown.size() < steps.size()) {
    rows.push_back({{"", fmt::format("[{} others]", steps.size() - shown.size()), "lighter steps",
                     "", macsTotalText(othersMacs, othersUnknown), "", "--all shows them"},
                    Ink::dim});
  }
  rows.push_back(
      {{"", "TOTAL", fmt::format("{} step{}", steps.size(), steps.size() == 1 ? "" : "s"), "",
        macsTotalText(totals.executed, unknown), kib(totals.peak), "peak"},
       Ink::bold});
  const std::vector<Column> columns{{"step", Align::right},      {"operator", Align::left, true},
                                    {"kind", Align::left, true}, {"output", Align::left},
                                    {"MACs", Align::right},      {"live", Align::right},
                                    {"SRAM", Align::left}};
  return sectionTitle("Steps", style) + renderTable(columns, rows, style);
}

std::string countedText(const SimulationReport& report, const TextStyle& style) {
  std::string text = sectionTitle("Counted", style);
  for (const CountingLine& line : countingLines(report.runtime)) {
    text += keyLine(line.key, line.text, style);
  }
  text +=
      keyLine("macs", "multiply-accumulates, taps on padding included; FLOPs = 2 x MACs", style);
  return text;
}

}  // namespace

std::string simulationText(const SimulationReport& report, const SimulationTextOptions& options,
                           const TextStyle& style) {
  return modelHeading(report.model, style) + headline(report, style) +
         liveAtPeak(report, options.why, style) + stepTable(report, options.all, style) +
         countedText(report, style) + modelCaveats(report.model, style);
}

}  // namespace tessera
