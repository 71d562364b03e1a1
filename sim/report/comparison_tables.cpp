#include "sim/report/comparison_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
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

/// Whether the run fits the target; without one, a bar of its peak.
std::string lastCell(const ComparisonReport& report, const ScheduleRun& run, Bytes most,
                     const TextStyle& style) {
  if (report.target) {
    return fitCell(report.target->device, demandOf(report.runtime, report.model, run));
  }
  return bar(static_cast<double>(run.trace.totals.peak.count()), static_cast<double>(most.count()),
             comparisonBar, style);
}

Table peakTable(const ComparisonReport& report, const TextStyle& style) {
  const Bytes reference = report.runs[report.reference].trace.totals.peak;
  Bytes most;
  for (const ScheduleRun& run : report.runs) most = std::max(most, run.trace.totals.peak);
  Table table{{scheduleColumn(),
               {"peak", Align::right},
               {"change", Align::right},
               {"arena", Align::right},
               {"step", Align::right},
               nameColumn("at operator"),
               {report.target ? "fits" : "", Align::left}},
              {}};
  table.columns.back().yields = !report.target;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const ScheduleRun& run = report.runs[i];
    const Totals& totals = run.trace.totals;
    const bool isReference = i == report.reference;
    table.rows.push_back(
        {{run.schedule.name, kib(totals.peak),
          isReference ? "reference" : peakChange(totals.peak, reference), arenaCell(run),
          std::to_string(totals.peakStep), peakOperator(report.model.graph, run),
          lastCell(report, run, most, style)},
         isReference ? Ink::bold : Ink::plain});
  }
  return table;
}

Section peakSection(const ComparisonReport& report, const TextStyle& style) {
  Section section{"Peak and arena", {peakTable(report, style)}};
  const bool open = std::any_of(report.runs.begin(), report.runs.end(), [](const ScheduleRun& run) {
    return run.arena && !run.arena->plan.proven;
  });
  if (open) {
    section.content.emplace_back(
        Facts{{{"?", "an arena by the runtime's planner that is not proven least"}}, 1});
  }
  return section;
}

/// Milliseconds of the schedules side by side; the target has a latency.
Section latencySection(const ComparisonReport& report, double reference) {
  Table table{{scheduleColumn(),
               {"latency", Align::right},
               {"change", Align::right},
               {"overlap", Align::right}},
              {}};
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const Trace& trace = report.runs[i].trace;
    const double each = *milliseconds(report.target, trace.totals.cycles);
    const auto cycles = static_cast<double>(trace.totals.cycles->count());
    table.rows.push_back(
        {{report.runs[i].schedule.name, fmt::format("{:.4g} ms", each),
          i == report.reference ? "reference" : signedPercent(each / reference - 1),
          finePercent(cycles > 0 ? overlapCycles(trace) / cycles : 0)},
         i == report.reference ? Ink::bold : Ink::plain});
  }
  return {"Latency (overlap: the share that recomputes what another patch computes)",
          {std::move(table), Facts{{{"expected error", trustText(report)}}}}};
}

Section workSection(const ComparisonReport& report) {
  Table table{{scheduleColumn(),
               {"MACs", Align::right},
               narrowColumn("extra, clipped", "clipped"),
               narrowColumn("extra, full tiles", "full"),
               narrowColumn("extra input reads", "reads"),
               {"steps", Align::right}},
              {}};
  for (const ScheduleRun& run : report.runs) {
    const Totals& totals = run.trace.totals;
    table.rows.push_back({{run.schedule.name, siCount(totals.executed.count()),
                           finePercent(ratio(totals.executedClipped - totals.macs, totals.macs)),
                           finePercent(ratio(totals.executedFull - totals.macs, totals.macs)),
                           signedPercent(extraReads(run)), std::to_string(totals.steps)}});
  }
  return {"Work (MACs executed; extra = beyond every operator once)", {std::move(table)}};
}

}  // namespace

std::vector<Section> comparisonTables(const ComparisonReport& report, const TextStyle& style) {
  std::vector<Section> sections{peakSection(report, style), workSection(report)};
  const Totals& reference = report.runs[report.reference].trace.totals;
  if (const auto time = milliseconds(report.target, reference.cycles)) {
    sections.push_back(latencySection(report, *time));
  } else if (report.target) {
    sections.back().content.emplace_back(
        Facts{{{"latency", latencyText(*report.target, reference, false)}}});
  }
  return sections;
}

}  // namespace tessera
