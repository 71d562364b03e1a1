#include "sim/study/study.h"

#include <utility>

#include "sim/search/schedule_named_or_read.h"
#include "sim/study/order_report.h"
#include "sim/study/other_settings.h"
#include "sim/study/refuse_other_patches.h"
#include "sim/study/run_schedule.h"

namespace tessera {
namespace {

ModelReport judged(ModelReport model, const Runtime& runtime) {
  if (runtime.interpreter == Interpreter::tflm) model.refusals = tflmRefusals(model.graph);
  return model;
}

OrderReport orderOf(Graph& graph, const Runtime& runtime, const StudyRequest& request,
                    const StudyWatch& watch) {
  if (request.order == OrderKind::file) return {};
  return putInBestOrder(graph, runtime.rules, request.limits, {watch.stop, watch.ordering});
}

}  // namespace

Study::Parts::Parts(ModelReport given, Runtime counting, std::optional<TargetReport> board,
                    StudyRequest asked, StudyWatch looksOn)
    : request(std::move(asked)),
      watch(std::move(looksOn)),
      runtime(std::move(counting)),
      model(judged(std::move(given), runtime)),
      order(orderOf(model.graph, runtime, request, watch)),
      target(std::move(board)),
      program(model.graph, runtime.rules) {
  addLatency(target, runtime, program);
}

Study::Study(ModelReport model, Runtime runtime, std::optional<TargetReport> target,
             StudyRequest request, StudyWatch watch)
    : parts_(std::make_shared<const Parts>(std::move(model), std::move(runtime), std::move(target),
                                           std::move(request), std::move(watch))) {}

Block Study::patches() const { return patchesOf(request(), runtime()); }

Schedule Study::schedule(const std::string& text) const {
  Schedule schedule = scheduleNamedOrRead(program(), text, patches());
  if (isScheduleFile(text)) refuseOtherPatches(request(), schedule, text);
  return schedule;
}

ScheduleRun Study::simulated(Schedule schedule) const {
  ScheduleRun run = runSchedule(program(), std::move(schedule));
  run.order = parts_->order;
  addPersistent(run, model(), runtime());
  return run;
}

PlanOptions Study::planning() const {
  PlanOptions options = planOptions(request().limits);
  options.stop = parts_->watch.stop;
  options.progress = parts_->watch.planning;
  return options;
}

void Study::plan(ScheduleRun& run) const {
  run.arena = planArena(run.trace, runtime(), planning());
}

ScheduleRun Study::run(Schedule schedule) const {
  ScheduleRun run = simulated(std::move(schedule));
  plan(run);
  return run;
}

OrderReport Study::orders(const Schedule& schedule) const {
  if (parts_->order.best) return parts_->order;
  return compareOrders(program(), schedule, request().limits);
}

SimulationReport Study::simulation() const {
  ScheduleRun planned = run(schedule(request().schedule));
  planned.order = orders(planned.schedule);
  return simulation(std::move(planned));
}

SimulationReport Study::simulation(ScheduleRun run) const {
  return {model(), runtime(), std::move(run), target(), otherSettings(request(), runtime())};
}

SearchReport Study::search(const SearchRequest& request, const SearchWatch& watch) const {
  SearchReport report =
      runSearch(program(), model(), runtime(), target(), planning(), request, watch);
  report.order = parts_->order;
  return report;
}

Study studyOf(const std::string& path, const StudyRequest& request, const ModelReader& reader,
              const StudyWatch& watch) {
  std::optional<TargetReport> target = targetOf(request);
  const bool interpreted = request.runtime.empty() && reader.isInterpreted(path);
  const Runtime runtime = runtimeOf(request, interpreted);
  return {loadModel(path, request, runtime, reader), runtime, std::move(target), request, watch};
}

}  // namespace tessera
