#include <nlohmann/json.hpp>

#include "core/architecture/architecture_json_write.h"
#include "sim/report/model_json.h"
#include "sim/report/nas.h"
#include "sim/report/network_json.h"
#include "sim/study/budgets.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json networkJson(const NasReport& report, std::size_t place) {
  const nas::NasPoint& point = report.result.points[report.result.pareto[place]];
  Json json{{"network", nas::genomeText(point.genome)},
            {"score", point.score},
            {"generation", point.generation}};
  json["cost"] = scheduledCostJson(point.cost);
  json["macs"] = point.cost.once.macs.count();
  json["arena_bytes"] = report.arenas[place].count();
  if (const auto time = milliseconds(report.target, point.cost.cost.cycles)) {
    json["milliseconds"] = *time;
  }
  json["architecture"] =
      Json::parse(arch::architectureJson(nas::architectureOf(report.request.space, point.genome)));
  return json;
}

}  // namespace

std::string nasJson(const NasReport& report) {
  const nas::NasRequest& request = report.request;
  Json json{{"space", spaceFactsJson(request.space)},
            {"objective", report.objective},
            {"schedules", std::string(nas::name(request.schedules))},
            {"runtime", report.runtime},
            {"seed", request.seed},
            {"limits", limitsJson(request.limits)},
            {"complete", report.result.complete},
            {"drawn", report.result.drawn},
            {"evaluated", report.result.points.size()},
            {"unscored", report.result.unscored},
            {"networks", Json::array()},
            {"history", Json::array()},
            {"smallest", scheduledCostJson(report.result.smallest)}};
  for (std::size_t i = 0; i < report.result.pareto.size(); ++i) {
    json["networks"].push_back(networkJson(report, i));
  }
  for (const nas::GenerationRecord& record : report.result.history) {
    json["history"].push_back({{"generation", record.generation},
                               {"evaluated", record.evaluated},
                               {"best", record.best},
                               {"hypervolume", record.hypervolume}});
  }
  return dumped({{"schema_version", reportSchemaVersion}, {"network_search", std::move(json)}});
}

}  // namespace tessera
