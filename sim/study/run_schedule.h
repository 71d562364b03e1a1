#pragma once

#include <optional>

#include "sim/run/program.h"
#include "sim/study/results.h"
#include "sim/study/study_request.h"

namespace tessera {

/// Simulates the schedule under the program's rules and sums it up. Throws what `simulate` throws.
ScheduleRun runSchedule(const Program& program, Schedule schedule);

/// What a planner may do within the limits.
PlanOptions planOptions(const SearchLimits& limits);

/// `runSchedule`, and an offset for every buffer as the runtime plans them.
ScheduleRun runAndPlan(const Program& program, Schedule schedule, const Runtime& runtime,
                       const PlanOptions& planning = planOptions({}));

/// Adds to a run what the runtime's interpreter keeps, if it has one.
void addPersistent(ScheduleRun& run, const ModelReport& model, const Runtime& runtime);

/// Gives the program's operators their cost on the target, where there is one.
void addLatency(std::optional<TargetReport>& target, const Runtime& runtime, Program& program);

}  // namespace tessera
