#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/run_json.h"
#include "sim/report/search.h"
#include "sim/report/search_figures.h"
#include "sim/report/target_json.h"
#include "sim/report/target_report.h"
#include "sim/schedule/schedule_json.h"
#include "sim/study/budgets.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json candidateJson(const SearchReport& report, std::size_t index, const Block& patches) {
  const Graph& graph = report.model.graph;
  const Candidate& candidate = report.result.candidates[index];
  Json json;
  json["name"] = candidateName(graph, candidate);
  if (!candidate.schedule) {
    json["split"] = graph[candidate.split].name;
    json["grid"] = {candidate.grid.rows, candidate.grid.columns};
  }
  json["extra_macs"] = candidate.extra.count();
  json["totals"] = totalsJson(candidate.totals);
  if (candidate.arena) json["arena_bytes"] = candidate.arena->count();
  if (report.result.gap) json["gap"] = report.result.gap->gaps[index];
  json["schedule"] =
      Json::parse(writeSchedule(graph, candidateSchedule(graph, candidate, patches)));
  return json;
}

Json budgetsJson(const SearchReport& report) {
  Json rows = Json::array();
  for (const BudgetRow& row : report.budgets) {
    Json json{{"budget_bytes", row.sram.count()}, {"fits", row.fits}};
    if (row.candidate) json["candidate"] = *row.candidate;
    json["arena_bytes"] = row.arena.count();
    rows.push_back(std::move(json));
  }
  return rows;
}

Json shortJson(const Candidate& candidate) {
  Json json{{"peak_bytes", candidate.totals.peak.count()}};
  if (candidate.arena) json["arena_bytes"] = candidate.arena->count();
  json["extra_macs"] = candidate.extra.count();
  return json;
}

Json systemsJson(const SearchReport& report) {
  Json rows = Json::array();
  for (const SystemRow& row : report.systems) {
    Json json{{"space", row.space}, {"system", row.system}, {"schedules", row.what}};
    if (row.least) json["least"] = shortJson(*row.least);
    if (report.sram) json["fits"] = row.fits;
    if (row.within) json["within_budget"] = shortJson(*row.within);
    rows.push_back(std::move(json));
  }
  return rows;
}

}  // namespace

std::string searchJson(const SearchReport& report) {
  const SearchResult& result = report.result;
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
  json["layer_wise_arena_bytes"] = report.layersArena.count();
  json["space"] = result.space;
  if (result.gap) {
    json["lower_bound_bytes"] = result.gap->lowerBound.count();
    json["compared"] = result.gap->labels;
    json["tiles"] = result.gap->tiles;
  }
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
  for (std::size_t i = 0; i < result.candidates.size(); ++i) {
    json["candidates"].push_back(candidateJson(report, i, report.patches));
  }
  if (!report.budgets.empty()) json["budgets"] = budgetsJson(report);
  if (!report.systems.empty()) json["systems"] = systemsJson(report);
  if (report.elsewhere) json["elsewhere"] = elsewhereText(report);
  return dumped(json);
}

}  // namespace tessera
