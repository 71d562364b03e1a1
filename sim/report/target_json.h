#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/report/report.h"

namespace tessera {

/// Keys of a report's `target` beside the runtime: the device, whether the run fits it, and how far
/// its latency can be trusted.
nlohmann::ordered_json targetJson(const TargetReport& target, const Graph& graph,
                                  const ScheduleRun& run);

}  // namespace tessera
