#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/report/comparison.h"
#include "sim/report/comparison_tables.h"
#include "sim/report/counted.h"
#include "sim/report/document_parts.h"
#include "sim/report/headline.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/order_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/svg/comparison_picture.h"
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
  const std::string at = peakOperator(report.model.graph, run);
  std::string fits;
  std::string margin;  // of the largest contiguous SRAM
  if (report.target) {
    const Device& device = report.target->device;
    const Demand demand = demandOf(report.runtime, report.model, run);
    fits = fitCell(device, demand);
    margin = std::to_string(fitOf(device, demand).sram.margin().count());
  }
  std::vector<Cell> cells{
      run.schedule.name,
      figure(kib(totals.peak), totals.peak.count()),
      change(bytesOf(totals.peak), bytesOf(reference.peak), index == report.reference),
      run.arena ? figure(kib(run.arena->plan.arena), run.arena->plan.arena.count()) : Cell(),
      std::to_string(totals.peakStep),
      figure(fmt::format("{} ({})", at, totals.peakStep), at),
      std::to_string(totals.macs.count()),
      figure(siCount(totals.executed.count()), totals.executed.count()),
      std::to_string(totals.executedFull.count()),
      finePercent(ratio(totals.executed - totals.macs, totals.macs)),
      figure(signedPercent(extraReads(run)), std::to_string(extraReads(run))),
      time ? fmt::format("{:.4g} ms", *time) : "",
      fits,
      margin,
      countOf(totals.cycles),
      totals.cycles ? std::to_string(std::llround(overlapCycles(run.trace))) : ""};
  return {std::move(cells), index == report.reference ? Ink::bold : Ink::plain};
}

/// For pages and for programs.
Table scheduleTable(const ComparisonReport& report) {
  const bool timed = report.target && report.target->latency;
  Table table{{{"schedule", Align::left, false, "schedule"},
               {"peak", Align::right, false, "peak_bytes"},
               {"change", Align::right},
               {"arena", Align::right, false, "arena_bytes"},
               programColumn("peak_step"),
               {"at operator (step)", Align::left, false, "peak_operator"},
               programColumn("macs"),
               {"MACs", Align::right, false, "executed_macs"},
               programColumn("executed_macs_full"),
               {"extra MACs", Align::right},
               {"extra input reads", Align::right, false, "extra_input_reads"},
               {timed ? "latency" : "", Align::right},
               {report.target ? "fits" : ""},
               programColumn("sram_margin_bytes"),
               programColumn("cycles"),
               programColumn("overlap_cycles")},
              {}};
  for (std::size_t i = 0; i < report.runs.size(); ++i) table.rows.push_back(runRow(report, i));
  return table;
}

/// The first reason; the schedules' own lines say which of them cannot.
std::string whatCannotRun(const ComparisonReport& report) {
  for (const ScheduleRun& run : report.runs) {
    std::string text = whyCannotRun(report.runtime, report.model, run);
    if (!text.empty()) return text;
  }
  return {};
}

/// The answer of the run that needs least.
std::optional<Headline> headlineOf(const ComparisonReport& report) {
  if (report.runs.empty()) return std::nullopt;
  const auto rank = [&](const ScheduleRun& run) {
    return std::pair{!whyCannotRun(report.runtime, report.model, run).empty(),
                     sramOf(report.runtime, run)};
  };
  const auto least = std::min_element(
      report.runs.begin(), report.runs.end(),
      [&](const ScheduleRun& a, const ScheduleRun& b) { return rank(a) < rank(b); });
  Headline headline = tessera::headlineOf(report.model, report.runtime, report.target, *least);
  headline.text = "least, " + least->schedule.name + ": " + headline.text;
  return headline;
}

Facts summaryOf(const ComparisonReport& report, const Reader& reader) {
  Summary summary(reader);
  addModel(summary, report.model, reader);
  summary.setting("runtime", runtimeText(report.runtime));
  summary.setting("cannot run", whatCannotRun(report));
  if (report.target) summary.board("target", targetTitle(*report.target));
  if (!report.runs.empty()) summary.setting("order", bestOrderText(report.runs.front().order));
  summary.setting("MACs", workText(report.model.graph));
  summary.elsewhere("parameters", parametersText(report.model.graph));
  if (!report.target || reader.isAtTerminal()) return summary.facts();
  if (report.target->latency) {
    summary.board("expected error of latency", trustText(report));
  } else {
    const Totals& totals = report.runs[report.reference].trace.totals;
    summary.board("latency", latencyText(*report.target, totals, false));
  }
  return summary.facts();
}

}  // namespace

Document documentOf(const ComparisonReport& report, const Reader& reader) {
  if (reader.isProgram()) return programDocument(scheduleTable(report));
  Document document{reader.isAtTerminal()
                        ? report.model.name
                        : fmt::format("{}: {} schedules", report.model.name, report.runs.size()),
                    summaryOf(report, reader)};
  document.headline = headlineOf(report);
  if (reader.audience == Audience::page) document.pictures.push_back(comparisonSvg(report));
  if (reader.isAtTerminal()) {
    document.sections = comparisonTables(report, reader.style);
  } else {
    document.sections = {{"Schedules", {scheduleTable(report)}}};
  }
  for (const ScheduleRun& run : report.runs) {
    document.sections.push_back(liveAtPeakSection(report.model.graph, run, false, reader));
    if (reader.isAtTerminal()) addWhyWorse(document, run);
  }
  addCounting(document, report.model, report.runtime, schedulesOf(report.runs), reader);
  return document;
}

}  // namespace tessera
