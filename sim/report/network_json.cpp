#include "sim/report/network_json.h"

#include <nlohmann/json.hpp>

namespace tessera {

using Json = nlohmann::ordered_json;

Json spaceFactsJson(const nas::ArchitectureSpace& space) {
  return {{"name", space.name}, {"what", space.what}, {"source", space.source}};
}

Json limitsJson(const nas::Limits& limits) {
  Json json = Json::object();
  if (limits.sram) json["sram_bytes"] = limits.sram->count();
  if (limits.flash) json["flash_bytes"] = limits.flash->count();
  if (limits.cycles) json["cycles"] = limits.cycles->count();
  return json;
}

Json scheduledCostJson(const nas::ScheduledCost& scheduled) {
  const nas::NetworkCost& cost = scheduled.cost;
  Json json{{"schedule", scheduled.schedule},
            {"peak_bytes", cost.peak.count()},
            {"executed_macs", cost.macs.count()},
            {"parameters", cost.parameters},
            {"flash_bytes", cost.flash.count()}};
  if (cost.cycles) json["cycles"] = cost.cycles->count();
  return json;
}

}  // namespace tessera
