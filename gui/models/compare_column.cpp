#include "gui/models/compare_column.h"

#include "core/error.h"
#include "core/read_text.h"
#include "sim/check/read_report.h"
#include "sim/located/located_json.h"
#include "sim/located/placed.h"
#include "sim/report/run_figures.h"
#include "sim/report/target_report.h"
#include "sim/study/demand.h"
#include "sim/target/target_values.h"

namespace tessera::gui {
namespace {

constexpr const char* remake = "`tessera simulate --format json` writes such a report";

template <class Quantity>
std::optional<Quantity> quantityOf(const std::optional<std::int64_t>& count) {
  return count ? std::optional(Quantity(*count)) : std::nullopt;
}

/// What the runtime keeps is what is neither arena nor, where none is planned, peak.
void setSram(CompareColumn& column) {
  const Bytes planned = column.arena.value_or(column.peak);
  column.sram = Bytes(column.snapshot.amounts[Metric::sram].value_or(planned.count()));
  if (column.sram > planned) column.kept = column.sram - planned;
}

/// What a run and a report know in the same form.
CompareColumn columnOf(Snapshot snapshot) {
  CompareColumn column;
  column.title = snapshot.name;
  column.setting = snapshot.setting;
  column.executed = quantityOf<Macs>(snapshot.amounts[Metric::macs]);
  column.recomputed = quantityOf<Macs>(snapshot.amounts[Metric::recompute]);
  column.nanoseconds = snapshot.amounts[Metric::latency];
  column.flash = quantityOf<Bytes>(snapshot.amounts[Metric::flash]);
  column.snapshot = std::move(snapshot);
  return column;
}

void addLive(Trace& outline, Bytes live) {
  if (live > outline.totals.peak) {
    outline.totals.peak = live;
    outline.totals.peakStep = outline.steps.size();
  }
  outline.steps.emplace_back();
  outline.steps.back().live = live;
  ++outline.totals.steps;
}

std::int64_t countAt(const Placed& at) { return integerAt(at, 0, INT64_MAX, "a number"); }

Fit readFit(const Placed& at) {
  return {Bytes(countAt(at.required("needed_bytes", remake))),
          Bytes(countAt(at.required("available_bytes", remake)))};
}

void readTotals(CompareColumn& column, const Placed& root) {
  const Placed totals = root.required("totals", remake);
  column.peak = Bytes(countAt(totals.required("peak_bytes", remake)));
  if (const auto arena = totals.member("arena_bytes")) column.arena = Bytes(countAt(*arena));
  setSram(column);
  // Sums without the operators of unknown work are not compared.
  const auto full = totals.member("executed_macs_full");
  if (full && column.executed) column.executedFull = Macs(countAt(*full));
  if (const auto fits = root.member("fits")) {
    const Placed sram = fits->required("sram", remake);
    column.fit = DeviceFit{readFit(sram), std::nullopt};
    column.fit->atLeast = !sram.member("fits");
    if (const auto flash = fits->member("flash")) column.fit->flash = readFit(*flash);
  }
}

void readSteps(CompareColumn& column, const Placed& root) {
  for (const Placed& step : root.required("steps", remake).elements()) {
    addLive(column.outline, Bytes(countAt(step.required("live_bytes", remake))));
    if (column.outline.totals.peakStep + 1 == column.outline.steps.size()) {
      column.peakOperator = oneLine(step.required("operator", remake).string());
    }
  }
}

}  // namespace

CompareColumn columnOf(const RunData& run) {
  const SimulationReport& report = run.report;
  CompareColumn column = columnOf(takeSnapshot(report));
  const Totals& totals = report.run.trace.totals;
  column.peak = totals.peak;
  if (report.run.arena) column.arena = report.run.arena->plan.arena;
  setSram(column);
  if (report.target) {
    column.fit = fitOf(report.target->device, demandOf(report.runtime, report.model, report.run));
  }
  if (column.executed) column.executedFull = totals.executedFull;
  column.peakOperator = oneLine(peakOperator(report.model.graph, report.run));
  for (const Step& step : report.run.trace.steps) addLive(column.outline, step.live);
  return column;
}

CompareColumn readColumn(const std::string& path) {
  const Located json = parseLocatedJson(readText(path, "the report", remake), path);
  if (!isSimulationReport(json)) {
    throw Error(ErrorCode::input, "is no report of a simulation", oneLine(path), remake);
  }
  CompareColumn column = columnOf(readReport(json, path));
  column.source = path;
  const LocatedFile file{path, remake};
  const Placed root(json, file);
  readTotals(column, root);
  readSteps(column, root);
  return column;
}

}  // namespace tessera::gui
