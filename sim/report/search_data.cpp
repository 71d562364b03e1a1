#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/target_json.h"
#include "sim/report/target_report.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json candidateJson(const Graph& graph, const PatchCandidate& candidate) {
  return {{"split", graph[candidate.split].name},
          {"grid", {candidate.grid.rows, candidate.grid.columns}},
          {"extra_macs", candidate.extra.count()},
          {"totals", totalsJson(candidate.totals)}};
}

}  // namespace

std::string searchJson(const SearchReport& report) {
  const PatchSearchResult& result = report.result;
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["model"] = modelJson(report.model);
  if (report.order.best) json["order"] = orderJson(report.order);
  json["target"] = targetJson(report.runtime, report.target);
  json["counted"] = countedJson(report.model.graph, report.runtime, {});
  if (report.sram) {
    json["budget_bytes"] = report.sram->count();
    json["arena_budget_bytes"] = arenaBudget(report)->count();
  }
  if (report.latency) json["budget_ns"] = report.latency->count();
  json["layer_wise"] = totalsJson(result.layerWise);
  json["planned"] = result.planned;
  json["complete"] = result.complete();
  json["reason"] = result.reason;
  if (result.recommended) json["recommended"] = *result.recommended;
  if (report.arena) json["plan"] = arenaJson(*report.arena);
  if (report.target && report.arena) {
    json["fits"] = fitsJson(report.target->device, demandOf(report), report.runtime);
  }
  json["pareto"] = result.pareto;
  json["candidates"] = Json::array();
  for (const PatchCandidate& candidate : result.candidates) {
    json["candidates"].push_back(candidateJson(report.model.graph, candidate));
  }
  return dumped(json);
}

}  // namespace tessera
