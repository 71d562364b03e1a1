#include "sim/report/target_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/work.h"
#include "sim/report/latency_report.h"
#include "sim/report/model_json.h"
#include "sim/report/model_text.h"
#include "sim/report/target_report.h"
#include "sim/report/tensor_arena.h"
#include "sim/study/demand.h"

namespace tessera {

using Json = nlohmann::ordered_json;

namespace {

/// Only a run on a board is said to fit.
Json fitJson(const Fit& fit, const Demand& demand, bool unsure = false) {
  Json json;
  const bool known = !demand.atLeast && !demand.cannotRun && !unsure;
  if (known || !fit.fits()) json["fits"] = fit.fits();
  json["needed_bytes"] = fit.needed.count();
  json["available_bytes"] = fit.available.count();
  json["margin_bytes"] = fit.margin().count();
  json["margin_percent"] = std::round(fit.marginRatio() * 10000.0) / 100.0;
  return json;
}

}  // namespace

Json targetJson(const Runtime& runtime, const std::optional<TargetReport>& target) {
  Json json{{"runtime", runtime.name}};
  if (!runtime.release.empty()) json["runtime_release"] = runtime.release;
  if (!runtime.bound.empty()) json["bound"] = runtime.bound;
  if (runtime.sramOverhead) json["sram_overhead_bytes"] = runtime.sramOverhead->count();
  if (runtime.codeBytes) json["code_bytes"] = runtime.codeBytes->count();
  if (runtime.codeMeasured && !runtime.codeBytes) {
    json["code_measured_bytes"] = {runtime.codeMeasured->least.count(),
                                   runtime.codeMeasured->most.count()};
  }
  if (!target) return json;
  const Device& device = target->device;
  if (isBoard(device)) json["name"] = device.name;
  if (device.mcu) json["mcu"] = *device.mcu;
  if (device.core) json["core"] = *device.core;
  if (device.clock) json["clock_hz"] = device.clock->count();
  json["sram_bytes"] = largestContiguous(device).count();
  json["sram_total_bytes"] = totalSram(device).count();
  if (device.flash.bytes) json["flash_bytes"] = device.flash.bytes->count();
  json["latency"] = latencyJson(*target);
  if (target->device.power) json["power"] = powerJson(*target->device.power);
  return json;
}

void putCannotRun(Json& json, const Runtime& runtime, const ModelReport& model,
                  const ScheduleRun& run) {
  const std::string text = whyCannotRun(runtime, model, run);
  if (!text.empty()) json["cannot_run"] = text;
  if (!model.refusals.empty()) json["refused"] = refusalsJson(model.refusals);
}

void putFits(Json& json, const std::optional<TargetReport>& target, const Runtime& runtime,
             const ModelReport& model, const ScheduleRun& run) {
  json["totals"]["flash_bytes"] = flashOf(runtime, model).count();
  const Bytes sram = sramOf(runtime, run);
  if (run.arena && sram > run.arena->plan.arena) json["totals"]["sram_bytes"] = sram.count();
  putTensorArena(json, run);
  if (!target) return;
  const auto latency = milliseconds(target, run.trace.totals.cycles);
  if (latency) json["totals"]["latency_ms"] = *latency;
  const auto energy = microjoules(*target, run.trace.totals.cycles);
  if (energy) json["totals"]["energy_uj"] = *energy;
  json["fits"] = fitsJson(target->device, demandOf(runtime, model, run), runtime);
}

Json fitsJson(const Device& device, const Demand& demand, const Runtime& runtime) {
  const DeviceFit fit = fitOf(device, demand);
  Json json;
  json["sram"] = fitJson(fit.sram, demand);
  json["sram"]["counted"] = demand.planned ? "arena" : "peak";
  for (const ArrayPlace& place : fit.arrays) {
    json["sram"]["arrays"].push_back({{"part", place.part},
                                      {"bytes", place.bytes.count()},
                                      {"region", place.in.name},
                                      {"region_bytes", place.in.bytes.count()}});
  }
  if (fit.external) {
    json["sram"]["external"] = {{"region", fit.external->name},
                                {"region_bytes", fit.external->bytes.count()}};
  }
  if (fit.flash) json["flash"] = fitJson(*fit.flash, demand, fit.flashUnsure);
  json["not_included"] = notIncluded(demand, runtime);
  return json;
}

}  // namespace tessera
