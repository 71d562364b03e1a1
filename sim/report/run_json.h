#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/report/report.h"

namespace tessera {

nlohmann::ordered_json totalsJson(const Totals& totals);
nlohmann::ordered_json scheduleJson(const Graph& graph, const Schedule& schedule);
nlohmann::ordered_json countedJson(const Runtime& runtime);
nlohmann::ordered_json bufferJson(const Graph& graph, const Buffer& buffer);
nlohmann::ordered_json stagesJson(const Graph& graph, const ScheduleRun& run);

/// {"reason", "advice"}, or null where the schedule does not disappoint.
nlohmann::ordered_json whyWorseJson(const ScheduleRun& run);

}  // namespace tessera
