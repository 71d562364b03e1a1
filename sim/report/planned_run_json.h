#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {

/// What a report of one schedule in its planned arena begins with: a report that has a `model`, a
/// `runtime` and a `run` with an arena.
template <class Report>
nlohmann::ordered_json plannedRunJson(const Report& report) {
  nlohmann::ordered_json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  json["schedule"] = scheduleJson(report.model.graph, report.run.schedule);
  json["order"] = orderJson(report.run.order);
  json["target"] = targetJson(report.runtime, std::nullopt);
  json["counted"] = countedJson(report.model.graph, report.runtime, {&report.run.schedule});
  json["plan"] = arenaJson(report.run.arena.value());
  return json;
}

}  // namespace tessera
