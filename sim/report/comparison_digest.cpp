#include <fmt/core.h>

#include "sim/report/digest_parts.h"
#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

std::string change(double value, double reference, bool isReference) {
  if (isReference) return "reference";
  return reference > 0 ? signedPercent(value / reference - 1) : "";
}

double bytesOf(Bytes bytes) { return static_cast<double>(bytes.count()); }

Row runRow(const ComparisonReport& report, std::size_t index) {
  const ScheduleRun& run = report.runs[index];
  const Totals& totals = run.trace.totals;
  const Totals& reference = report.runs[report.reference].trace.totals;
  const auto time = milliseconds(report.target, totals.cycles);
  std::string fits;
  if (report.target) {
    const Demand demand = demandOf(report.runtime, report.model, run);
    fits = fitCell(report.target->device, demand);
  }
  return {{run.schedule.name, kib(totals.peak),
           change(bytesOf(totals.peak), bytesOf(reference.peak), index == report.reference),
           run.arena ? kib(run.arena->plan.arena) : "",
           fmt::format("{} ({})", peakOperator(report.model.graph, run), totals.peakStep),
           siCount(totals.executed.count()),
           finePercent(ratio(totals.executed - totals.macs, totals.macs)),
           signedPercent(extraReads(run)), time ? fmt::format("{:.4g} ms", *time) : "", fits},
          index == report.reference ? Ink::bold : Ink::plain};
}

}  // namespace

Digest digestOf(const ComparisonReport& report) {
  const bool timed = report.target && report.target->latency;
  Section schedules{"Schedules",
                    {{"schedule"},
                     {"peak", Align::right},
                     {"change", Align::right},
                     {"arena", Align::right},
                     {"at operator (step)"},
                     {"MACs", Align::right},
                     {"extra MACs", Align::right},
                     {"extra input reads", Align::right},
                     {timed ? "latency" : "", Align::right},
                     {report.target ? "fits" : ""}},
                    {}};
  Digest digest{report.model.name + ": " + std::to_string(report.runs.size()) + " schedules",
                settingFacts(report.model, report.runtime, report.target),
                {},
                digestNotes(report.model, report.runtime)};
  if (timed) {
    digest.facts.push_back({"expected error of latency", trustText(report)});
  } else if (report.target) {
    const Totals& totals = report.runs[report.reference].trace.totals;
    digest.facts.push_back({"latency", latencyText(*report.target, totals, false)});
  }
  for (std::size_t i = 0; i < report.runs.size(); ++i) schedules.rows.push_back(runRow(report, i));
  digest.sections.push_back(std::move(schedules));
  for (const ScheduleRun& run : report.runs) {
    digest.sections.push_back(liveAtPeakSection(report.model.graph, run));
  }
  return digest;
}

}  // namespace tessera
