#include "gui/models/headline.h"

#include <fmt/core.h>

#include "sim/report/latency_report.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"

namespace tessera::gui {
namespace {

using Mood = HeadlineFigure::Mood;

HeadlineFigure peakFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  return {"Peak", kib(totals.peak),
          report.run.trace.steps.empty()
              ? "no steps"
              : fmt::format("step {}, {}", totals.peakStep,
                            peakOperator(report.model.graph, report.run)),
          "The largest sum of live bytes over all steps: no arena can be smaller. Exactly " +
              exactBytes(totals.peak) + "."};
}

HeadlineFigure arenaFigure(const SimulationReport& report) {
  const std::string what =
      "What the planner needs to give every buffer an address; its gap to the peak is "
      "fragmentation.";
  if (!report.run.arena) return {"Arena", "\u2026", "being planned", what};
  const ArenaPlan& plan = report.run.arena->plan;
  std::string detail(name(report.run.arena->planner));
  detail += plan.proven ? ", proven least" : ", +" + kib(plan.fragmentation()) + " fragmentation";
  return {"Arena", kib(plan.arena), detail, what + " Exactly " + exactBytes(plan.arena) + "."};
}

HeadlineFigure fitFigure(const SimulationReport& report) {
  const std::string what =
      "Whether the arena and what the runtime keeps beside it fit the board's largest contiguous "
      "SRAM.";
  if (!report.target) return {"Fits", "\u2013", "no board chosen", what};
  const Demand demand = demandOf(*report.target, report.runtime, report.model.graph, report.run);
  const DeviceFit fit = fitOf(report.target->device, demand);
  const bool flash = !fit.flash || fit.flash->fits();
  const std::string margin = fit.sram.fits() ? kib(fit.sram.margin()) + " SRAM left"
                                             : kib(Bytes(0) - fit.sram.margin()) + " SRAM too much";
  return {"Fits", fit.fits() ? "yes" : "no", flash ? margin : margin + ", flash too small", what,
          fit.fits() ? Mood::good : Mood::alarm};
}

HeadlineFigure macsFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const std::string detail =
      totals.unknownOperators == 0
          ? "executed"
          : fmt::format("executed, {} of unknown work", totals.unknownOperators);
  return {"MACs", siCount(totals.executed.count()), detail,
          "Multiply-accumulates that this schedule executes, clipped tiles. Exactly " +
              grouped(totals.executed.count()) + "."};
}

HeadlineFigure overlapFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const Macs extra = totals.executed - totals.macs;
  return {"Recomputed", signedPercent(ratio(extra, totals.macs)), siCount(extra.count()) + " MACs",
          "MACs executed beyond computing every operator once: the overlap (halo) of patches."};
}

HeadlineFigure latencyFigure(const SimulationReport& report) {
  const std::string what = "Counted kernel cycles times factors fitted to measurements.";
  if (!report.target) return {"Latency", "\u2013", "no board chosen", what};
  const auto time = milliseconds(report.target, report.run.trace.totals.cycles);
  if (!time) return {"Latency", "\u2013", "not calibrated", report.target->whyNoLatency};
  const bool patched = !report.run.stages.empty();
  return {"Latency", fmt::format("{:.3g} ms", *time),
          fmt::format("\u00b1{:.0f} % expected", 100 * report.target->latency->expectedError),
          what + " " + latencyText(*report.target, report.run.trace.totals, patched) + "."};
}

}  // namespace

std::vector<HeadlineFigure> headline(const RunData& run) {
  const SimulationReport& report = run.report;
  return {peakFigure(report), arenaFigure(report),   fitFigure(report),
          macsFigure(report), overlapFigure(report), latencyFigure(report)};
}

}  // namespace tessera::gui
