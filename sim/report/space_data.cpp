#include <nlohmann/json.hpp>

#include "sim/report/model_json.h"
#include "sim/report/network_json.h"
#include "sim/report/space.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json rowJson(const nas::ArchitectureSpace& space, const nas::SpaceRow& row) {
  const auto& resolution = space.resolutions[row.resolution];
  Json json{{"width", space.widths[row.width]},
            {"resolution", {resolution[0], resolution[1]}},
            {"samples", row.samples},
            {"fitting", row.kept.size()}};
  if (row.kept.empty()) return json;
  json["mean_macs"] = row.meanMacs();
  Json quantiles = Json::array();
  for (int tenth = 0; tenth <= 10; ++tenth) {
    quantiles.push_back(row.quantile(static_cast<double>(tenth) / 10).count());
  }
  json["macs_by_tenth"] = std::move(quantiles);
  return json;
}

}  // namespace

std::string spaceJson(const SpaceReport& report) {
  const nas::SpaceRequest& request = report.request;
  Json json{{"space", spaceFactsJson(request.space)},
            {"schedules", std::string(nas::name(request.schedules))},
            {"runtime", report.runtime},
            {"samples", request.samples},
            {"seed", request.seed}};
  json["limits"] = limitsJson(request.limits);
  json["complete"] = report.study.complete;
  json["rows"] = Json::array();
  for (const nas::SpaceRow& row : report.study.rows)
    json["rows"].push_back(rowJson(request.space, row));
  if (report.study.best) json["best_row"] = *report.study.best;
  json["smallest"] = scheduledCostJson(report.study.smallest);
  return dumped({{"schema_version", reportSchemaVersion}, {"space_study", std::move(json)}});
}

}  // namespace tessera
