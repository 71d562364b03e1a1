#include "sim/report/planned_run_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {

nlohmann::ordered_json plannedRunJson(const ModelReport& model, const ScheduleRun& run,
                                      const Runtime& runtime) {
  nlohmann::ordered_json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(model);
  json["schedule"] = scheduleJson(model.graph, run.schedule);
  json["order"] = orderJson(run.order);
  json["target"] = targetJson(runtime, std::nullopt);
  json["counted"] = countedJson(model.graph, runtime, {&run.schedule});
  json["plan"] = arenaJson(run.arena.value());
  return json;
}

}  // namespace tessera
