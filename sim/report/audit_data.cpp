#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/report/audit.h"
#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json rowJson(const Graph& graph, const AuditRow& row) {
  Json json{{"operator", graph[row.op].name}, {"type", graph[row.op].type}};
  if (row.predicted) json["predicted_cycles"] = std::llround(*row.predicted);
  json["measured_cycles"] = std::llround(row.measured);
  if (row.predicted && row.measured > 0) json["error"] = *row.predicted / row.measured - 1;
  return json;
}

}  // namespace

std::string auditJson(const AuditReport& report) {
  const SimulationReport& run = report.simulation;
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(run.model);
  json["schedule"] = scheduleJson(run.model.graph, run.run.schedule);
  json["target"] = targetJson(run.runtime, run.target);
  Json& audit = json["audit"];
  audit["operators"] = Json::array();
  for (const AuditRow& row : report.rows) {
    audit["operators"].push_back(rowJson(run.model.graph, row));
  }
  audit["not_measured"] = Json::array();
  for (const OperatorId op : report.notMeasured) {
    audit["not_measured"].push_back(run.model.graph[op].name);
  }
  audit["not_recognised"] = report.notRecognised;
  return dumped(json);
}

}  // namespace tessera
