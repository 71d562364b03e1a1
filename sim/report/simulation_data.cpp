#include "sim/report/simulation_data.h"

#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json stepJson(const Graph& graph, const Step& step, std::size_t index) {
  Json json;
  json["index"] = index;
  json["block"] = step.block;
  json["patch"] = {step.patch.row, step.patch.column};
  json["operator"] = graph[step.op].name;
  if (!step.channels.empty()) json["channels"] = {step.channels.begin, step.channels.end};
  json["live_bytes"] = step.live.count();
  json["scratch_bytes"] = step.scratch.count();
  if (step.macs) json["macs"] = step.macs->count();
  json["recomputed_macs"] = step.recomputed.count();
  if (step.cycles) json["cycles"] = step.cycles->count();
  return json;
}

}  // namespace

std::string simulationJson(const SimulationReport& report) {
  const Graph& graph = report.model.graph;
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  json["schedule"] = scheduleJson(graph, report.run.schedule);
  putCannotRun(json, report.runtime, report.model, report.run);
  if (!report.otherSettings.empty()) json["other_settings"] = report.otherSettings;
  json["order"] = orderJson(report.run.order);
  json["target"] = targetJson(report.runtime, report.target);
  json["counted"] = countedJson(graph, report.runtime, {&report.run.schedule});
  json["totals"] = totalsJson(report.run);
  putFits(json, report.target, report.runtime, report.model, report.run);
  if (report.run.arena) json["plan"] = arenaJson(*report.run.arena);
  json["stages"] = stagesJson(graph, report.run);
  if (report.run.whyWorse) json["why_worse"] = whyWorseJson(report.run);
  json["steps"] = Json::array();
  for (std::size_t i = 0; i < report.run.trace.steps.size(); ++i) {
    json["steps"].push_back(stepJson(graph, report.run.trace.steps[i], i));
  }
  json["buffers"] = buffersJson(graph, report.run);
  return dumped(json);
}

}  // namespace tessera
