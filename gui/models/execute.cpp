#include "gui/models/execute.h"

#include <chrono>
#include <utility>

#include "sim/study/order_report.h"
#include "sim/study/run_schedule.h"

namespace tessera::gui {

void execute(const LoadedModel& model, const RunSettings& settings, const Runtime& runtime,
             const std::function<void(Run)>& ready) {
  std::optional<TargetReport> target = targetOf(settings);
  Program program(model.report.graph, runtime.rules);
  addLatency(target, runtime, program);
  RunData data{model.path,
               settings,
               {model.report, runtime, runSchedule(program, scheduleOf(program, settings, runtime)),
                std::move(target)}};
  data.modified = model.modified;
  ScheduleRun& run = data.report.run;
  addPersistent(run, model.report, runtime);
  ready(std::make_shared<const RunData>(data));
  run.arena = planWithin(run.trace, runtime, settings.planner);
  run.order = compareOrders(program, run.schedule);
  ready(std::make_shared<const RunData>(std::move(data)));
}

}  // namespace tessera::gui
