#include "sim/report/target_json.h"

#include <nlohmann/json.hpp>

#include "sim/report/target_report.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json fitJson(const Fit& fit) {
  return {{"needed_bytes", fit.needed.count()},
          {"available_bytes", fit.available.count()},
          {"margin_bytes", fit.margin().count()},
          {"fits", fit.fits()}};
}

const char* basisName(LatencyMatch::Basis basis) {
  switch (basis) {
    case LatencyMatch::Basis::board:
      return "board";
    case LatencyMatch::Basis::core:
      return "core";
    case LatencyMatch::Basis::other:
      return "extrapolated";
  }
  return "";
}

}  // namespace

Json targetJson(const TargetReport& target, const Graph& graph, const ScheduleRun& run) {
  Json json;
  json["name"] = target.device.name;
  if (target.device.mcu) json["mcu"] = *target.device.mcu;
  if (target.device.core) json["core"] = *target.device.core;
  if (target.clock) json["clock_hz"] = target.clock->count();
  const DeviceFit fit = fitOf(target, graph, run);
  json["sram"] = fitJson(fit.sram);
  if (fit.flash) json["flash"] = fitJson(*fit.flash);
  if (target.latency) {
    json["latency"] = {{"basis", basisName(target.latency->basis)},
                       {"board", target.latency->board.board},
                       {"engine_version", target.latency->board.version},
                       {"expected_error", target.latency->expectedError},
                       {"steps_of_unknown_cost", run.trace.totals.stepsOfUnknownCost},
                       {"patches_validated", false}};
  } else {
    json["latency"] = {{"not_calibrated", target.whyNoLatency}};
  }
  return json;
}

}  // namespace tessera
