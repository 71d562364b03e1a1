#pragma once

#include <optional>

#include "sim/run/program.h"
#include "sim/study/results.h"

namespace tessera {

/// Simulates the schedule under the program's rules and sums it up. Throws what `simulate` throws.
ScheduleRun runSchedule(const Program& program, Schedule schedule);

/// Plans a run's arena as the runtime does (or with `planner`), within a limit of work, so that the
/// plan is the same on every machine: where that is too little it may not be the least, and says
/// so.
RunArena planWithin(const Trace& trace, const Runtime& runtime,
                    std::optional<PlannerKind> planner = std::nullopt);

/// `runSchedule` and `planWithin`.
ScheduleRun runAndPlan(const Program& program, Schedule schedule, const Runtime& runtime);

/// Adds to a run what the runtime's interpreter keeps, if it has one.
void addPersistent(ScheduleRun& run, const ModelReport& model, const Runtime& runtime);

/// Gives the program's operators their cost on the target, where there is one.
void addLatency(std::optional<TargetReport>& target, const Runtime& runtime, Program& program);

}  // namespace tessera
