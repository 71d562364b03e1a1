#pragma once

#include <chrono>
#include <optional>

#include "sim/study/results.h"

namespace tessera {

/// The SRAM that a run may take in all: what the user gives, what the target has, the smaller of
/// both; nothing where neither is there.
std::optional<Bytes> sramLimit(const std::optional<Bytes>& given,
                               const std::optional<TargetReport>& target);

/// Whether the run fits the target only in two arrays.
bool needsTwoArrays(const SimulationReport& report);

/// Whether every run needs more memory than the target has: SRAM, or flash where that is known.
/// False without a target.
bool exceedsTarget(const ComparisonReport& report);

/// What of that limit is left for the arena, beside what the runtime and its interpreter keep.
std::optional<Bytes> budgetOf(const std::optional<Bytes>& limit, const Runtime& runtime,
                              const std::optional<TflmPersistent>& persistent);

/// Whether the search has a budget, of memory or of time.
bool budgeted(const SearchReport& report);

/// The cycles that a run may take on the target within the report's time; nothing where there is no
/// such budget or no clock.
std::optional<Cycles> cycleBudget(const std::optional<std::chrono::nanoseconds>& latency,
                                  const std::optional<TargetReport>& target);

/// Milliseconds at the target's clock; nothing where there is no target or it has no latency.
std::optional<double> milliseconds(const std::optional<TargetReport>& target,
                                   const std::optional<Cycles>& cycles);

/// What of the budget of SRAM is left for the arena (and so for the peak).
std::optional<Bytes> arenaBudget(const SearchReport& report);

/// The SRAM that the recommended schedule takes in all: its arena, or its peak where none is
/// planned, and what the runtime and its interpreter keep.
Bytes sramNeeded(const SearchReport& report);

/// Whether the recommended schedule's arena (its peak where offsets are not planned) stays within
/// the budget of memory; true without one.
bool sramWithinBudget(const SearchReport& report);

/// Whether its time does; true without such a budget, or where the time is not known.
bool latencyWithinBudget(const SearchReport& report);

}  // namespace tessera
