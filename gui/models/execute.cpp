#include "gui/models/execute.h"

#include <utility>

#include "sim/study/study.h"

namespace tessera::gui {

void execute(const LoadedModel& model, const RunSettings& settings, const Runtime& runtime,
             const std::function<void(Run)>& ready) {
  const Study study(model.report, runtime, targetOf(settings), requestOf(settings));
  ScheduleRun run = study.simulated(study.schedule(settings.schedule));
  RunData data{model.path, settings, study.simulation(run), study, model.modified};
  ready(std::make_shared<const RunData>(data));
  study.plan(run);
  run.order = study.orders(run.schedule);
  data.report.run = std::move(run);
  ready(std::make_shared<const RunData>(std::move(data)));
}

}  // namespace tessera::gui
