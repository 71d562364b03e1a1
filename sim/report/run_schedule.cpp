#include <algorithm>
#include <utility>

#include "sim/report/report.h"
#include "sim/simulate.h"

namespace tessera {

ScheduleRun runSchedule(const Program& program, Schedule schedule) {
  ScheduleRun run;
  run.trace = simulate(program, schedule);
  run.stages = stageSummaries(program.graph, schedule, run.trace);
  run.whyWorse = whyWorse(program, schedule, run.trace);
  run.schedule = std::move(schedule);
  return run;
}

void addPersistent(ScheduleRun& run, const ModelReport& model, const Runtime& runtime) {
  if (runtime.interpreter != Interpreter::tflm || !run.stages.empty()) return;
  const auto& buffers = run.trace.buffers;
  const auto scratch = std::count_if(buffers.begin(), buffers.end(), [](const Buffer& buffer) {
    return buffer.kind == BufferKind::scratch;
  });
  run.persistent = tflmPersistent(model.graph, model.fileTensors.size(),
                                  static_cast<std::size_t>(scratch), runtime.rules.scratch);
}

}  // namespace tessera
