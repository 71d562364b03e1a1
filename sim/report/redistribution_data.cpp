#include <nlohmann/json.hpp>

#include "core/architecture/architecture_json_write.h"
#include "sim/report/model_json.h"
#include "sim/report/redistribution.h"
#include "sim/study/budgets.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json stagedJson(const RedistributionReport& report, const nas::StagedNetwork& of) {
  Json json{{"schedule", of.schedule},
            {"peak_bytes", of.cost.peak.count()},
            {"macs", of.once.count()},
            {"extra_macs", of.stageExtra.count()},
            {"stage_macs", of.stageOnce.count()},
            {"patch", {of.patch.rows, of.patch.columns}},
            {"receptive_field", of.field},
            {"parameters", of.cost.parameters},
            {"flash_bytes", of.cost.flash.count()}};
  if (const auto time = milliseconds(report.target, of.cost.cycles)) json["milliseconds"] = *time;
  json["changes"] = of.changes;
  json["architecture"] = Json::parse(arch::architectureJson(of.network));
  return json;
}

}  // namespace

std::string redistributionJson(const RedistributionReport& report) {
  Json json{{"model", report.model},
            {"runtime", report.runtime},
            {"macs_tolerance", report.request.macsTolerance},
            {"field_tolerance", report.request.fieldTolerance},
            {"tried", report.found.tried},
            {"before", stagedJson(report, report.found.before)},
            {"kernels", Json::array()},
            {"proposals", Json::array()}};
  for (const KernelShare& share : report.field.shares) {
    json["kernels"].push_back({{"operator", report.graph[share.op].name},
                               {"halo", {share.haloRows, share.haloColumns}},
                               {"extra_macs", share.extra.count()},
                               {"extra_macs_without", share.extraWithout.count()}});
  }
  for (const nas::StagedNetwork& each : report.found.proposals) {
    json["proposals"].push_back(stagedJson(report, each));
  }
  if (report.picked) json["picked"] = *report.picked;
  if (report.elsewhere) {
    json["whole_space"] = {{"peak_bytes", report.elsewhere->totals.peak.count()},
                           {"extra_macs", report.elsewhere->extra.count()}};
  }
  return dumped({{"schema_version", reportSchemaVersion}, {"redistribution", std::move(json)}});
}

}  // namespace tessera
