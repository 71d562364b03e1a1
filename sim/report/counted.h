#pragma once

#include <vector>

#include "sim/study/results.h"
#include "sim/target/runtime.h"

namespace tessera {

/// Everything that was counted of these schedules: the runtime's rules, and of `stage_input` what
/// the schedules themselves say, which goes before the runtime's; "mixed" where both were counted.
std::vector<CountingLine> countedLines(const Graph& graph, const Runtime& runtime,
                                       const std::vector<const Schedule*>& schedules);

/// The schedules of those runs.
std::vector<const Schedule*> schedulesOf(const std::vector<ScheduleRun>& runs);

}  // namespace tessera
