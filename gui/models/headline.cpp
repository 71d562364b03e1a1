#include "gui/models/headline.h"

#include <fmt/core.h>

#include "core/error.h"
#include "gui/models/sram_limit.h"
#include "gui/models/tile_words.h"
#include "gui/models/time_text.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_text.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"
#include "sim/study/demand.h"

namespace tessera::gui {
namespace {

using Mood = HeadlineFigure::Mood;

HeadlineFigure peakFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const std::string tip =
      "The largest sum of live bytes over all steps: no arena can be smaller. Exactly " +
      exactBytes(totals.peak) + ".";
  if (report.run.trace.steps.empty()) return {"Peak", kib(totals.peak), "no steps", {}, tip};
  return {"Peak",
          kib(totals.peak),
          fmt::format("step {}", totals.peakStep),
          oneLine(peakOperator(report.model.graph, report.run)),
          tip,
          Mood::plain,
          true};
}

/// "exact, proven least".
std::string plannerWords(const RunArena& arena) {
  return std::string(name(arena.planner)) +
         (arena.plan.proven ? ", proven least"
                            : ", +" + kib(arena.plan.fragmentation()) + " fragmentation");
}

/// What firmware reserves in all: under the name that it has there, where it is one array.
std::string reserved(const SimulationReport& report) {
  if (const auto array = tensorArenaOf(report.run)) return "tensor_arena " + kib(array->total());
  return kib(report.run.arena->plan.arena + keptBeside(report)) + " SRAM in all";
}

/// What the runtime keeps beside the arena goes before how the arena was planned: it decides too.
HeadlineFigure arenaFigure(const SimulationReport& report) {
  const std::string what =
      "What the planner needs to give every buffer an address; its gap to the peak is "
      "fragmentation.";
  if (!report.run.arena) return {"Arena", "\u2026", "being planned", {}, what};
  const RunArena& arena = *report.run.arena;
  const std::string exactly = what + " Exactly " + exactBytes(arena.plan.arena) + ".";
  const Bytes kept = keptBeside(report);
  if (kept <= Bytes(0)) return {"Arena", kib(arena.plan.arena), plannerWords(arena), {}, exactly};
  return {
      "Arena", kib(arena.plan.arena), "+ " + kib(kept) + " " + report.runtime.name + " keeps",
      reserved(report),
      fmt::format("{} Planned by {}. The runtime keeps {} beside it: together {} of SRAM.", exactly,
                  plannerWords(arena), exactBytes(kept), exactBytes(arena.plan.arena + kept))};
}

/// "15.3 KiB SRAM over".
std::string marginWords(const Fit& fit, const char* memory) {
  const Bytes margin = fit.margin();
  return fit.fits() ? kib(margin) + " " + memory + " left"
                    : kib(Bytes(0) - margin) + " " + memory + " over";
}

HeadlineFigure fitFigure(const SimulationReport& report) {
  const std::string what =
      "Whether the arena and what the runtime keeps beside it fit the board's largest contiguous "
      "SRAM.";
  if (!report.target) return {"Fits", "\u2013", "no board chosen", {}, what};
  const Demand demand = demandOf(report.runtime, report.model, report.run);
  const DeviceFit fit = fitOf(report.target->device, demand);
  const std::string cannot = whyCannotRun(report.runtime, report.model, report.run);
  const std::string sum = what + "\nSRAM " +
                          fitFacts(report.target->device, demand, report.runtime)[0].value + "." +
                          (cannot.empty() ? "" : "\nCannot run: " + cannot + ".");
  const std::string sram = marginWords(fit.sram, "SRAM");
  const std::string flash = fit.flash ? marginWords(*fit.flash, "flash") : std::string();
  if (!fit.fits()) return {"Fits", "no", sram, flash, sum, Mood::alarm};
  if (!cannot.empty()) {
    return {"Fits", "cannot run",
            report.model.refusals.empty() ? report.runtime.name + " runs no patches"
                                          : report.runtime.name + " refuses operators",
            sram, sum};
  }
  if (fit.atLeast) return {"Fits", "not known", "bound: " + sram, flash, sum};
  return {"Fits", "yes", sram, flash, sum, Mood::good};
}

/// "+ code 82.0 KiB to 112.3 KiB": what of it is only known as a range.
std::string codeWords(const Runtime& runtime) {
  if (runtime.codeBytes || !runtime.codeMeasured) return {};
  return "+ code " + kib(runtime.codeMeasured->least) + " to " + kib(runtime.codeMeasured->most);
}

HeadlineFigure flashFigure(const SimulationReport& report) {
  const Bytes needed = flashOf(report.runtime, report.model);
  std::string of = "weights";
  Mood mood = Mood::plain;
  if (report.target && report.target->device.flash.bytes) {
    of = "of " + kib(*report.target->device.flash.bytes);
    if (needed > *report.target->device.flash.bytes) mood = Mood::alarm;
  }
  return {"Flash",
          kib(needed),
          of,
          codeWords(report.runtime),
          "The weights, or the file where an interpreter keeps it, and the runtime's code where "
          "its size is known. Exactly " +
              exactBytes(needed) + ".",
          mood};
}

HeadlineFigure macsFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const std::string unknown = totals.unknownOperators == 0
                                  ? std::string()
                                  : fmt::format("{} unknown", totals.unknownOperators);
  return {"MACs", siCount(totals.executed.count()), "executed", unknown,
          "Multiply-accumulates that this schedule executes. Exactly " +
              grouped(totals.executed.count()) + "."};
}

HeadlineFigure overlapFigure(const SimulationReport& report) {
  const Totals& totals = report.run.trace.totals;
  const Macs extra = totals.executed - totals.macs;
  return {"Recomputed", finePercent(ratio(extra, totals.macs)), siCount(extra.count()) + " MACs",
          tileWords(totals),
          "MACs executed beyond computing every operator of the network once: the overlap (halo) "
          "of patches.\nIn all " +
              recomputedText(totals) + "."};
}

HeadlineFigure latencyFigure(const SimulationReport& report) {
  const std::string what = "Counted kernel cycles times factors fitted to measurements.";
  if (!report.target) return {"Latency", "\u2013", "no board chosen", {}, what};
  const auto time = milliseconds(report.target, report.run.trace.totals.cycles);
  if (!time) return {"Latency", "\u2013", "not calibrated", {}, report.target->whyNoLatency};
  const bool patched = !report.run.stages.empty();
  return {"Latency", timeText(*time),
          fmt::format("\u00b1{:.0f} %", 100 * report.target->latency->expectedError), "expected",
          what + " " + latencyText(*report.target, report.run.trace.totals, patched) + "."};
}

}  // namespace

std::vector<HeadlineFigure> headline(const RunData& run) {
  const SimulationReport& report = run.report;
  return {peakFigure(report), arenaFigure(report),   fitFigure(report),    flashFigure(report),
          macsFigure(report), overlapFigure(report), latencyFigure(report)};
}

}  // namespace tessera::gui
