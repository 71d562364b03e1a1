#include <nlohmann/json.hpp>

#include "sim/report/fit.h"
#include "sim/report/fit_words.h"
#include "sim/report/latency_report.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json rowJson(const FitReport& report, const FitRow& row) {
  Json json{{"model", row.modelName}, {"path", row.path}};
  if (!row.failed.empty()) {
    json["fits"] = false;
    json["failed"] = row.failed;
    return json;
  }
  if (row.target && isBoard(row.target->device)) json["board"] = row.target->device.name;
  json["runtime"] = row.runtime.name;
  json["deployment"] = row.deployment;
  json["deployment_assumed"] = row.deploymentAssumed;
  json["schedule"] = row.schedule;
  json["fits"] = row.fits();
  json["verdict"] = fitWord(row);
  json["basis"] = std::string(name(row.basis));
  if (!row.cannotRun.empty()) json["cannot_run"] = row.cannotRun;
  const Json memories = fitsJson(row.target->device, row.demand, row.runtime);
  json["sram"] = memories.at("sram");
  if (memories.contains("flash")) json["flash"] = memories.at("flash");
  json["not_included"] = memories.at("not_included");
  if (row.milliseconds) json["latency_ms"] = *row.milliseconds;
  if (row.inTime) json["in_time"] = *row.inTime;
  json["latency"] = latencyJson(*row.target);
  Json live = Json::array();
  for (const LiveTensor& tensor : row.live) {
    live.push_back({{"name", tensor.name}, {"bytes", tensor.bytes.count()}});
  }
  json["peak"] = {{"operator", row.peakOperator},
                  {"bytes", row.totals.peak.count()},
                  {"live", std::move(live)}};
  if (!row.warnings.empty()) json["warnings"] = row.warnings;
  json["executed_macs"] = row.totals.executed.count();
  json["command"] = fitCommand(report, row);
  return json;
}

}  // namespace

std::string fitJson(const FitReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["any_fits"] = report.answer.anyFits();
  json["complete"] = report.answer.complete;
  json["combinations"] = Json::array();
  for (const FitRow& row : report.answer.rows) json["combinations"].push_back(rowJson(report, row));
  json["advice"] = Json::array();
  for (const Advice& advice : report.advice) {
    Json each{{"change", advice.change}, {"price", advice.price}};
    each["combination"] = rowJson(report, advice.row);
    json["advice"].push_back(std::move(each));
  }
  return dumped(json);
}

}  // namespace tessera
