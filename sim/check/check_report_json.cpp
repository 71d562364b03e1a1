#include <nlohmann/json.hpp>

#include "sim/check/check_report.h"
#include "sim/report/model_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

const char* unitOf(Metric metric) {
  if (metric == Metric::latency) return "ns";
  return metric == Metric::sram || metric == Metric::flash ? "bytes" : "MACs";
}

Json checkJson(const std::string& model, const Check& check) {
  Json json{{"metric", name(check.metric)},
            {"unit", unitOf(check.metric)},
            {"kind", name(check.kind)},
            {"actual", check.actual},
            {"reference", check.reference},
            {"allowed", check.allowed},
            {"margin", check.margin()},
            {"allowance", check.allowance},
            {"passed", check.passed()},
            {"improved", check.improved()},
            {"line", check.line}};
  if (check.least) json["least"] = *check.least;
  if (!check.passed()) json["message"] = findingText(model, check);
  return json;
}

Json failureJson(const CheckFailure& failure) {
  return {{"code", static_cast<int>(failure.code)}, {"message", failure.text}};
}

Json inputFailureJson(const InputFailure& failure) {
  Json json = failureJson(failure.why);
  if (!failure.file.empty()) json["file"] = failure.file;
  if (failure.line > 0) json["line"] = failure.line;
  return json;
}

/// Left out where there are none.
void addObjections(const std::vector<Objection>& objections, Json& json) {
  for (const Objection& objection : objections) {
    json["objections"].push_back({{"kind", name(objection.kind)}, {"message", objection.text}});
  }
}

Json modelJson(const ModelOutcome& model) {
  Json json{{"name", model.name}, {"path", model.path}, {"line", model.line}};
  if (!model.setting.empty()) json["setting"] = model.setting;
  json["checks"] = Json::array();
  for (const Check& check : model.checks) json["checks"].push_back(checkJson(model.name, check));
  json["notes"] = model.notes;
  if (!model.cure.empty()) json["cure"] = model.cure;
  addObjections(model.objections, json);
  if (model.failure) json["error"] = failureJson(*model.failure);
  return json;
}

}  // namespace

std::string checkJson(const CheckReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  if (!report.config.empty()) json["config"] = report.config;
  if (!report.baseline.empty()) json["baseline"] = report.baseline;
  json["findings"] = findings(report);
  json["exit_code"] = exitCodeOf(report);
  if (report.failure) json["error"] = inputFailureJson(*report.failure);
  json["models"] = Json::array();
  for (const ModelOutcome& model : report.models) json["models"].push_back(modelJson(model));
  json["notes"] = report.notes;
  addObjections(report.objections, json);
  return dumped(json);
}

}  // namespace tessera
