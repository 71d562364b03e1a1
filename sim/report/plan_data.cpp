#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/plan.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json bareTotals(const RunArena& arena) {
  return {{"peak_bytes", arena.plan.peak.count()},
          {"peak_step", livePeak(arena.problem).step},
          {"arena_bytes", arena.plan.arena.count()}};
}

Json bareBuffer(const PlanReport& report, std::size_t i) {
  const PlanBuffer& buffer = report.arena().problem.buffers[i];
  return {{"name", report.names[i]},
          {"bytes", buffer.size.count()},
          {"first_step", buffer.steps.begin},
          {"end_step", buffer.steps.end},
          {"offset", report.arena().plan.offsets[i].count()}};
}

}  // namespace

std::string planJson(const PlanReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  if (report.model) {
    json["model"] = modelJson(report.model->model);
    json["schedule"] = scheduleJson(report.model->model.graph, report.model->run.schedule);
    json["order"] = orderJson(report.model->run.order);
    json["target"] = targetJson(report.model->runtime, report.model->target);
    json["counted"] = countedJson(report.model->model.graph, report.model->runtime,
                                  {&report.model->run.schedule});
    json["totals"] = totalsJson(report.model->run);
    putFits(json, report.model->target, report.model->runtime, report.model->model,
            report.model->run);
  } else {
    json["totals"] = bareTotals(report.arena());
  }
  json["plan"] = arenaJson(report.arena());
  if (report.capacity) {
    json["plan"]["capacity_bytes"] = report.capacity->count();
    json["plan"]["fits"] = report.fits();
  }
  json["plan"]["complete"] = !report.interrupted;
  if (report.validated) json["plan"]["validated"] = true;
  json["buffers"] =
      report.model ? buffersJson(report.model->model.graph, report.model->run) : Json::array();
  for (std::size_t i = 0; !report.model && i < report.names.size(); ++i) {
    json["buffers"].push_back(bareBuffer(report, i));
  }
  return dumped(json);
}

}  // namespace tessera
