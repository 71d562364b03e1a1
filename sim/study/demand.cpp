#include "sim/study/demand.h"

#include "core/work.h"

namespace tessera {
namespace {

/// What of a demand lies in flash: an interpreter keeps the whole file of its model there.
Demand inFlash(const Runtime& runtime, const ModelReport& model) {
  Demand demand;
  demand.weights = modelSize(model.graph).weightBytes;
  demand.code = runtime.codeBytes;
  if (runtime.interpreter != Interpreter::none) demand.modelFile = model.interpretedBytes;
  return demand;
}

Demand demandOf(const Runtime& runtime, const ModelReport& model, Bytes peak,
                const std::optional<RunArena>& arena,
                const std::optional<TflmPersistent>& persistent) {
  Demand demand = inFlash(runtime, model);
  demand.peak = peak;
  demand.planned = arena.has_value();
  demand.sram = arena ? arena->plan.arena : peak;
  demand.runtimeOverhead = besideArena(runtime, persistent);
  demand.atLeast = runtime.runs == Runs::nothing || !runtime.bound.empty();
  return demand;
}

}  // namespace

Bytes sramOf(const Runtime& runtime, const ScheduleRun& run) {
  const Bytes sram = run.arena ? run.arena->plan.arena : run.trace.totals.peak;
  return sram + besideArena(runtime, run.persistent).value_or(Bytes(0));
}

std::optional<Bytes> besideArena(const Runtime& runtime,
                                 const std::optional<TflmPersistent>& persistent) {
  if (!persistent) return runtime.sramOverhead;
  return persistent->withoutVariables() + runtime.sramOverhead.value_or(Bytes(0));
}

Bytes flashOf(const Runtime& runtime, const ModelReport& model) {
  return flashBytes(inFlash(runtime, model));
}

Demand demandOf(const Runtime& runtime, const ModelReport& model, const ScheduleRun& run) {
  return demandOf(runtime, model, run.trace.totals.peak, run.arena, run.persistent);
}

const Totals& recommendedTotals(const SearchReport& report) {
  const PatchSearchResult& result = report.result;
  return result.recommended ? result.candidates[*result.recommended].totals : result.layerWise;
}

Demand demandOf(const SearchReport& report) {
  return demandOf(report.runtime, report.model, recommendedTotals(report).peak, report.arena,
                  report.persistent);
}

}  // namespace tessera
