#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/study/results.h"

namespace tessera {

nlohmann::ordered_json totalsJson(const Totals& totals);
/// The same with the arena where it is planned.
nlohmann::ordered_json totalsJson(const ScheduleRun& run);
/// {"planner", "arena_bytes", "peak_bytes", "fragmentation_bytes", "lower_bound_bytes", "proven"}.
nlohmann::ordered_json arenaJson(const RunArena& arena);
nlohmann::ordered_json scheduleJson(const Graph& graph, const Schedule& schedule);
/// {"kind": "file" or "best"}, and where orders were compared what is known of this one.
nlohmann::ordered_json orderJson(const OrderReport& order);
/// What was counted of the schedules, see `countedLines`.
nlohmann::ordered_json countedJson(const Graph& graph, const Runtime& runtime,
                                   const std::vector<const Schedule*>& schedules);
/// All buffers of the run, with offsets where they are planned; or those of `indices`.
nlohmann::ordered_json buffersJson(const Graph& graph, const ScheduleRun& run);
nlohmann::ordered_json buffersJson(const Graph& graph, const ScheduleRun& run,
                                   const std::vector<std::size_t>& indices);
nlohmann::ordered_json stagesJson(const Graph& graph, const ScheduleRun& run);

/// {"reason", "advice"}, or null where the schedule does not disappoint.
nlohmann::ordered_json whyWorseJson(const ScheduleRun& run);

}  // namespace tessera
