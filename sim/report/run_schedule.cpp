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

}  // namespace tessera
