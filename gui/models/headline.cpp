#include "gui/models/headline.h"

#include <fmt/core.h>

#include "gui/models/sram_limit.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"

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

/// "exact, proven least".
std::string plannerWords(const RunArena& arena) {
  return std::string(name(arena.planner)) +
         (arena.plan.proven ? ", proven least"
                            : ", +" + kib(arena.plan.fragmentation()) + " fragmentation");
}

/// What the runtime keeps beside the arena goes before how the arena was planned: it decides too.
HeadlineFigure arenaFigure(const SimulationReport& report) {
  const std::string what =
      "What the planner needs to give every buffer an address; its gap to the peak is "
      "fragmentation.";
  if (!report.run.arena) return {"Arena", "\u2026", "being planned", what};
  const RunArena& arena = *report.run.arena;
  const std::string exactly = what + " Exactly " + exactBytes(arena.plan.arena) + ".";
  const Bytes kept = keptBeside(report);
  if (kept <= Bytes(0)) return {"Arena", kib(arena.plan.arena), plannerWords(arena), exactly};
  return {
      "Arena", kib(arena.plan.arena), "+ " + kib(kept) + " " + report.runtime.name + " keeps",
      fmt::format("{} Planned by {}. The runtime keeps {} beside it: together {} of SRAM.", exactly,
                  plannerWords(arena), exactBytes(kept), exactBytes(arena.plan.arena + kept))};
}

/// "15.3 KiB SRAM over": as short as a narrow column.
std::string marginWords(const DeviceFit& fit) {
  const Bytes margin = fit.sram.margin();
  const bool flash = !fit.flash || fit.flash->fits();
  if (!fit.sram.fits())
    return kib(Bytes(0) - margin) + (flash ? " SRAM over" : " SRAM, flash over");
  return flash ? kib(margin) + " SRAM left" : "flash over, SRAM fits";
}

HeadlineFigure fitFigure(const SimulationReport& report) {
  const std::string what =
      "Whether the arena and what the runtime keeps beside it fit the board's largest contiguous "
      "SRAM.";
  if (!report.target) return {"Fits", "\u2013", "no board chosen", what};
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  const DeviceFit fit = fitOf(report.target->device, demand);
  const std::string cannot = whyCannotRun(report.runtime, report.model, report.run);
  const std::string sum = what + "\nSRAM " +
                          fitFacts(report.target->device, demand, report.runtime)[0].value + "." +
                          (cannot.empty() ? "" : "\nCannot run: " + cannot + ".");
  if (!fit.fits()) return {"Fits", "no", marginWords(fit), sum, Mood::alarm};
  if (!cannot.empty())
    return {"Fits", "cannot run",
            report.model.refusals.empty() ? report.runtime.name + " runs no patches"
                                          : report.runtime.name + " refuses operators",
            sum};
  if (fit.atLeast) return {"Fits", "not known", "bound: " + marginWords(fit), sum};
  return {"Fits", "yes", marginWords(fit), sum, Mood::good};
}

HeadlineFigure macsFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const std::string detail =
      totals.unknownOperators == 0
          ? "executed"
          : fmt::format("executed, {} of unknown work", totals.unknownOperators);
  return {"MACs", siCount(totals.executed.count()), detail,
          "Multiply-accumulates that this schedule executes. Exactly " +
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
