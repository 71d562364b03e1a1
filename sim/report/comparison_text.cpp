#include <fmt/core.h>

#include <algorithm>

#include "sim/report/comparison.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/table.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

constexpr std::size_t comparisonBar = 14;

std::string peakChange(Bytes peak, Bytes reference) {
  if (reference.count() == 0) return {};
  return signedPercent(static_cast<double>((peak - reference).count()) /
                       static_cast<double>(reference.count()));
}

/// A question mark where a smaller arena may exist.
std::string arenaCell(const ScheduleRun& run) {
  if (!run.arena) return {};
  return kib(run.arena->plan.arena) + (run.arena->plan.proven ? "  " : " ?");
}

/// Says what the question marks mean, where there are any.
std::string arenaNote(const ComparisonReport& report, const TextStyle& style) {
  const bool open = std::any_of(report.runs.begin(), report.runs.end(), [](const ScheduleRun& run) {
    return run.arena && !run.arena->plan.proven;
  });
  if (!open) return {};
  return keyLine("?", "an arena by the runtime's planner that is not proven least", style, 1);
}

/// Whether the run fits the target; without one, a bar of its peak.
std::string lastCell(const ComparisonReport& report, const ScheduleRun& run, Bytes most,
                     const TextStyle& style) {
  if (report.target) {
    return fitCell(report.target->device, demandOf(report.runtime, report.model, run));
  }
  return bar(static_cast<double>(run.trace.totals.peak.count()), static_cast<double>(most.count()),
             comparisonBar, style);
}

std::string summary(const ComparisonReport& report, const TextStyle& style) {
  const Bytes reference = report.runs[report.reference].trace.totals.peak;
  Bytes most;
  for (const ScheduleRun& run : report.runs) most = std::max(most, run.trace.totals.peak);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const ScheduleRun& run = report.runs[i];
    const Totals& totals = run.trace.totals;
    const bool isReference = i == report.reference;
    rows.push_back({{run.schedule.name, kib(totals.peak),
                     isReference ? "reference" : peakChange(totals.peak, reference), arenaCell(run),
                     std::to_string(totals.peakStep), peakOperator(report.model.graph, run),
                     lastCell(report, run, most, style)},
                    isReference ? Ink::bold : Ink::plain});
  }
  return sectionTitle("Peak and arena", style) +
         renderTable({{"schedule", Align::left, true},
                      {"peak", Align::right},
                      {"change", Align::right},
                      {"arena", Align::right},
                      {"step", Align::right},
                      {"at operator", Align::left, true},
                      {report.target ? "fits" : "", Align::left}},
                     rows, style) +
         arenaNote(report, style);
}

/// Latency side by side, or why there is none; empty where no target is named.
std::string latency(const ComparisonReport& report, const TextStyle& style) {
  const Totals& reference = report.runs[report.reference].trace.totals;
  const auto first = milliseconds(report.target, reference.cycles);
  if (!first) return latencyLine(report.target, reference, false, style);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const Trace& trace = report.runs[i].trace;
    const double each = *milliseconds(report.target, trace.totals.cycles);
    const auto cycles = static_cast<double>(trace.totals.cycles->count());
    rows.push_back({{report.runs[i].schedule.name, fmt::format("{:.4g} ms", each),
                     i == report.reference ? "reference" : signedPercent(each / *first - 1),
                     finePercent(cycles > 0 ? overlapCycles(trace) / cycles : 0)},
                    i == report.reference ? Ink::bold : Ink::plain});
  }
  return sectionTitle("Latency (overlap: the share that recomputes what another patch computes)",
                      style) +
         renderTable({{"schedule", Align::left, true},
                      {"latency", Align::right},
                      {"change", Align::right},
                      {"overlap", Align::right}},
                     rows, style) +
         keyLine("expected error", trustText(report), style);
}

std::string work(const ComparisonReport& report, const TextStyle& style) {
  std::vector<Row> rows;
  for (const ScheduleRun& run : report.runs) {
    const Totals& totals = run.trace.totals;
    rows.push_back({{run.schedule.name, siCount(totals.executed.count()),
                     finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
                     finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
                     signedPercent(extraReads(run)), std::to_string(totals.steps)}});
  }
  return sectionTitle("Work (MACs executed; extra = beyond every operator once)", style) +
         renderTable({{"schedule", Align::left, true},
                      {"MACs", Align::right},
                      {"extra, clipped", Align::right},
                      {"extra, full tiles", Align::right},
                      {"extra input reads", Align::right},
                      {"steps", Align::right}},
                     rows, style);
}

}  // namespace

std::string comparisonText(const ComparisonReport& report, const TextStyle& style) {
  std::string text = modelHeading(report.model, style);
  text += keyLine("runtime", runtimeText(report.runtime), style);
  for (const ScheduleRun& run : report.runs) {
    const std::string line = cannotRunLine(report.runtime, run, style);
    text += line;
    if (!line.empty()) break;  // said once, it holds of all patches
  }
  text += targetLine(report.target, style);
  if (!report.runs.empty()) text += bestOrderText(report.runs.front().order, style);
  text += keyLine("MACs", workText(report.model.graph), style);
  text += summary(report, style) + work(report, style) + latency(report, style);
  for (const ScheduleRun& run : report.runs) {
    text += liveAtPeakText(report.model.graph, run, false, style);
    text += whyWorseText(run, style);
  }
  return text + countedText(report.runtime, style) + modelCaveats(report.model, style);
}

}  // namespace tessera
