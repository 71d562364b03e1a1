#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/report/comparison.h"
#include "sim/report/counted.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/run_figures.h"
#include "sim/report/run_json.h"
#include "sim/report/target_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json runJson(const ComparisonReport& report, const ScheduleRun& run) {
  const Graph& graph = report.model.graph;
  Json json;
  json["schedule"] = scheduleJson(graph, run.schedule);
  putCannotRun(json, report.runtime, report.model, run);
  json["totals"] = totalsJson(run);
  putFits(json, report.target, report.runtime, report.model, run);
  if (run.trace.totals.cycles) {
    json["totals"]["overlap_cycles"] = std::llround(overlapCycles(run.trace));
  }
  if (run.arena) json["plan"] = arenaJson(*run.arena);
  json["peak_operator"] = peakOperator(graph, run);
  json["stages"] = stagesJson(graph, run);
  json["live_at_peak"] = buffersJson(graph, run, liveBuffers(run.trace, run.trace.totals.peakStep));
  if (run.whyWorse) json["why_worse"] = whyWorseJson(run);
  return json;
}

}  // namespace

std::string comparisonJson(const ComparisonReport& report) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  if (!report.runs.empty() && report.runs.front().order.best) {
    json["order"] = orderJson(report.runs.front().order);
  }
  json["target"] = targetJson(report.runtime, report.target);
  json["counted"] = countedJson(report.model.graph, report.runtime, schedulesOf(report.runs));
  json["reference"] = report.reference;
  json["runs"] = Json::array();
  for (const ScheduleRun& run : report.runs) {
    json["runs"].push_back(runJson(report, run));
  }
  return dumped(json);
}

}  // namespace tessera
