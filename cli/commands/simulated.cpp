#include "cli/commands/simulated.h"

#include <optional>
#include <utility>

#include "cli/commands/load.h"
#include "cli/commands/load_target.h"
#include "sim/study/run_schedule.h"

namespace tessera::cli {

SimulationReport simulated(const ModelArguments& model, const CountingArguments& counting,
                           const TargetArguments& target, const std::string& schedule) {
  constexpr std::chrono::seconds planningLimit{10};
  std::optional<TargetReport> board = loadTarget(target);
  const ModelArguments input = settled(model);
  const Runtime runtime = runtimeOf(counting, input);
  ModelReport loaded = loadModel(input, runtime);
  const Graph graph = loaded.graph;
  Program program(graph, runtime.rules);
  addLatency(board, runtime, program);
  ScheduleRun run = runSchedule(program, loadSchedule(program, schedule, counting, runtime));
  PlanOptions options;
  options.timeLimit = planningLimit;
  run.arena = planArena(run.trace, runtime, options);
  addPersistent(run, loaded, runtime);
  return {std::move(loaded), runtime, std::move(run), std::move(board)};
}

}  // namespace tessera::cli
