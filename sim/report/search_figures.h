#pragma once

#include <string>

#include "sim/report/report.h"

namespace tessera {

/// "patch:4x4@conv5".
std::string scheduleName(const Graph& graph, const PatchCandidate& candidate);

/// That of the recommended schedule; "layer" where none in patches is.
std::string recommendedName(const SearchReport& report);

/// Whether the search has a budget, of memory or of time.
bool budgeted(const SearchReport& report);

/// Whether a schedule's peak and time stay within the budgets there are.
bool meetsBudgets(const SearchReport& report, const Totals& totals);

/// The cycles that a run may take on the target within the report's time; nothing where there is no
/// such budget or no clock.
std::optional<Cycles> cycleBudget(const std::optional<std::chrono::nanoseconds>& latency,
                                  const std::optional<TargetReport>& target);

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

/// "256.0 KiB, 120 ms"; empty without a budget.
std::string budgetText(const SearchReport& report);

}  // namespace tessera
