#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/study/results.h"

namespace tessera {

/// What a report of one schedule in its planned arena begins with; `run` has that arena.
nlohmann::ordered_json plannedRunJson(const ModelReport& model, const ScheduleRun& run,
                                      const Runtime& runtime);

}  // namespace tessera
