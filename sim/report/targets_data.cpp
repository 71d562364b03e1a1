#include <nlohmann/json.hpp>

#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/targets.h"
#include "sim/study/results.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json plain(const std::string& value) { return value; }
Json plain(bool value) { return value; }
Json plain(double value) { return value; }
Json plain(std::int64_t value) { return value; }
template <class Unit>
Json plain(Quantity<Unit> value) {
  return value.count();
}
template <class Named>
requires std::is_enum_v<Named> Json plain(Named value) { return name(value); }

/// Sets the key where there is a value.
template <class Value>
void put(Json& json, const char* key, const std::optional<Value>& value) {
  if (value) json[key] = plain(*value);
}

Json featuresJson(const Device& device) {
  Json json = Json::object();
  put(json, "fpu", device.fpu);
  put(json, "dsp", device.dsp);
  put(json, "mve", device.mve);
  return json;
}

Json sramJson(const Device& device) {
  Json json{{"largest_contiguous_bytes", largestContiguous(device).count()},
            {"total_bytes", totalSram(device).count()},
            {"regions", Json::array()}};
  for (const SramRegion& region : device.sram) {
    Json entry{{"name", region.name}, {"bytes", region.bytes.count()}};
    put(entry, "address", region.address);
    put(entry, "speed", region.speed);
    put(entry, "wait_states", region.waitStates);
    json["regions"].push_back(std::move(entry));
  }
  return json;
}

Json flashJson(const Flash& flash) {
  Json json = Json::object();
  put(json, "bytes", flash.bytes);
  put(json, "external", flash.external);
  put(json, "wait_states", flash.waitStates);
  put(json, "accelerator", flash.accelerator);
  put(json, "cycles_per_byte", flash.cyclesPerByte);
  return json;
}

Json cacheJson(const Caches& caches) {
  Json json = Json::object();
  put(json, "instruction_bytes", caches.instruction);
  put(json, "data_bytes", caches.data);
  put(json, "flash_bytes", caches.flash);
  return json;
}

Json sourcesJson(const Device& device) {
  Json json = Json::array();
  for (const FactSource& source : device.sources) {
    Json entry = Json::object();
    if (!source.facts.empty()) entry["facts"] = source.facts;
    entry["from"] = source.from;
    put(entry, "confidence", source.confidence);
    json.push_back(std::move(entry));
  }
  return json;
}

Json deviceJson(const Device& device) {
  Json json{{"name", device.name}, {"aliases", device.aliases}};
  put(json, "mcu", device.mcu);
  put(json, "core", device.core);
  put(json, "other_cores", device.otherCores);
  put(json, "clock_hz", device.clock);
  put(json, "model_core", device.modelCore);
  put(json, "note", device.note);
  json["features"] = featuresJson(device);
  json["sram"] = sramJson(device);
  json["flash"] = flashJson(device.flash);
  json["cache"] = cacheJson(device.caches);
  if (device.power) json["power"] = powerJson(*device.power);
  json["sources"] = sourcesJson(device);
  return json;
}

}  // namespace

std::string targetsJson(const std::vector<Device>& devices) {
  Json json{{"schema_version", reportSchemaVersion}, {"targets", Json::array()}};
  for (const Device& device : devices) json["targets"].push_back(deviceJson(device));
  return dumped(json);
}

std::string targetJson(const Device& device) {
  return dumped({{"schema_version", reportSchemaVersion}, {"target", deviceJson(device)}});
}

}  // namespace tessera
