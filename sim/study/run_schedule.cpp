#include "sim/study/run_schedule.h"

#include <map>
#include <utility>

#include "sim/run/program_costs.h"
#include "sim/run/simulate.h"
#include "sim/run/stage_replay.h"

namespace tessera {

ScheduleRun runSchedule(const Program& program, Schedule schedule) {
  ScheduleRun run;
  checkSchedule(program.graph, schedule);
  const Execution execution(program, schedule);
  run.trace = simulate(execution);
  const std::vector<StageReplay> replayed = replays(execution);
  run.stages = stageSummaries(execution, run.trace, replayed);
  run.floor = floorOf(execution, run.trace, replayed);
  run.whyWorse = whyWorse(program, schedule, run.trace);
  run.schedule = std::move(schedule);
  return run;
}

PlanOptions planOptions(const SearchLimits& limits) {
  PlanOptions options;
  options.workLimit = static_cast<std::uint64_t>(limits.planSteps);
  options.deadline = deadlineIn(limits.planTime);
  return options;
}

ScheduleRun runAndPlan(const Program& program, Schedule schedule, const Runtime& runtime,
                       const PlanOptions& planning) {
  ScheduleRun run = runSchedule(program, std::move(schedule));
  run.arena = planArena(run.trace, runtime, planning);
  return run;
}

void addLatency(std::optional<TargetReport>& target, const Runtime& runtime, Program& program) {
  if (!target || !isBoard(target->device) || !target->whyNoLatency.empty()) return;
  TargetLatency latency = setCosts(program, runtime, target->device, target->engineVersion);
  target->latency = std::move(latency.match);
  target->whyNoLatency = std::move(latency.whyNot);
  target->deadChannelsUnsettled = latency.deadChannelsUnsettled;
}

namespace {

/// How many scratch buffers the kernels ask for, which they do once for all tiles of an operator.
std::size_t scratchBuffers(const Trace& trace) {
  std::map<TensorId, std::int64_t> firstTile;
  std::size_t count = 0;
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.kind != BufferKind::scratch) continue;
    const std::int64_t step = buffer.steps.begin;
    if (firstTile.emplace(buffer.tensor, step).first->second == step) ++count;
  }
  return count;
}

}  // namespace

void addPersistent(ScheduleRun& run, const ModelReport& model, const Runtime& runtime) {
  if (runtime.interpreter != Interpreter::tflm) return;
  run.persistent = tflmPersistent(model.graph, model.fileTensors.size(), scratchBuffers(run.trace),
                                  runtime.rules.scratch);
}

}  // namespace tessera
