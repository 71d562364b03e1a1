#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/planned_run_json.h"
#include "sim/report/verification.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json findingJson(const VerificationReport& report) {
  const Graph& graph = report.model.graph;
  const verify::Fault& fault = *report.result.fault;
  Json json;
  json["text"] = describe(graph, report.run.trace, fault);
  if (fault.step) json["step"] = *fault.step;
  if (fault.step && *fault.step < report.run.trace.steps.size()) {
    const Step& step = report.run.trace.steps[*fault.step];
    json["patch"] = {step.patch.row, step.patch.column};
    json["operator"] = graph[step.op].name;
  }
  json["tensor"] = graph[fault.tensor].name;
  if (fault.difference) {
    json["element"] = fault.difference->element;
    json["expected"] = fault.difference->expected;
    json["actual"] = fault.difference->actual;
  }
  return json;
}

Json inputsJson(const VerificationReport& report) {
  Json json = Json::array();
  const auto inputs = report.model.graph.inputs();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    json.push_back({{"tensor", report.model.graph[inputs[i]].name}, {"values", report.inputs[i]}});
  }
  return json;
}

Json verificationObject(const VerificationReport& report) {
  Json json;
  json["bits_equal"] = report.passed();
  json["values"] = report.calibrated ? "calibrated" : "as-stored";
  json["arithmetic"] = name(report.model.graph.arithmetic());
  json["inputs"] = inputsJson(report);
  json["steps"] = report.run.trace.steps.size();
  json["executed_steps"] = report.result.steps;
  json["written_elements"] = report.result.writtenElements;
  json["output_elements"] = report.result.outputElements;
  if (!report.planFault.empty()) json["plan_finding"] = report.planFault;
  if (report.result.fault) json["finding"] = findingJson(report);
  return json;
}

}  // namespace

std::string verificationJson(const VerificationReport& report) {
  Json json = plannedRunJson(report.model, report.run, report.runtime);
  json["verification"] = verificationObject(report);
  return dumped(json);
}

}  // namespace tessera
