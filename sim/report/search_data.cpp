#include <nlohmann/json.hpp>

#include "core/csv.h"
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
  json["counted"] = countedJson(report.runtime);
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

std::string searchCsv(const SearchReport& report) {
  std::string csv = csvLine({"split", "grid_rows", "grid_columns", "peak_bytes", "executed_macs",
                             "executed_macs_full", "extra_macs", "cycles"});
  for (const PatchCandidate& candidate : report.result.candidates) {
    csv += csvLine(
        {report.model.graph[candidate.split].name, std::to_string(candidate.grid.rows),
         std::to_string(candidate.grid.columns), std::to_string(candidate.totals.peak.count()),
         std::to_string(candidate.totals.executed.count()),
         std::to_string(candidate.totals.executedFull.count()),
         std::to_string(candidate.extra.count()),
         candidate.totals.cycles ? std::to_string(candidate.totals.cycles->count()) : ""});
  }
  return csv;
}

}  // namespace tessera
