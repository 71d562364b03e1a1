#include "sim/study/run_search.h"

#include <utility>

#include "sim/schedule/patch_based.h"
#include "sim/study/budgets.h"
#include "sim/study/run_schedule.h"

namespace tessera {
namespace {

/// Why no schedule in patches is recommended under a runtime whose engine runs none.
std::string runsLayersText(const Runtime& runtime) {
  return runtime.name + " runs whole operators only, so no schedule in patches is recommended";
}

}  // namespace

Schedule candidateSchedule(const Graph& graph, const PatchCandidate& candidate, Block patches) {
  patches.grid = candidate.grid;
  return patchBased(graph, candidate.split, patches);
}

Schedule recommendedSchedule(const SearchReport& report, const Block& patches) {
  const PatchSearchResult& result = report.result;
  if (!result.recommended) return layerWise(report.model.graph);
  return candidateSchedule(report.model.graph, result.candidates[*result.recommended], patches);
}

SearchReport runSearch(const Program& program, const ModelReport& model, const Runtime& runtime,
                       const std::optional<TargetReport>& target, const PlanOptions& planning,
                       const SearchRequest& request, const SearchWatch& watch) {
  ScheduleRun layers = runSchedule(program, layerWise(program.graph));
  addPersistent(layers, model, runtime);
  const std::optional<Bytes> limit = sramLimit(request.sram, target);
  PatchSearchOptions options;
  options.grids = gridsUpTo(request.largestGrid, request.rectangular);
  options.patches = request.patches;
  options.sram = budgetOf(limit, runtime, layers.persistent);
  if (runtime.runs == Runs::layers) options.whyLayers = runsLayersText(runtime);
  options.cycles = cycleBudget(request.latency, target);
  options.arenaOf = [&](const Schedule& schedule) {
    return runAndPlan(program, schedule, runtime, planning).arena->plan.arena;
  };
  options.stop = watch.stop;
  options.progress = watch.progress;
  SearchReport report{
      model, runtime,           limit, request.latency, searchPatches(program, options),
      {},    layers.persistent, target};
  if (report.result.complete() || report.result.recommended) {
    const Schedule recommended = recommendedSchedule(report, request.patches);
    report.arena = runAndPlan(program, recommended, runtime, planning).arena;
  }
  return report;
}

}  // namespace tessera
