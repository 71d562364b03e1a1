#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sim/memory/plan.h"

namespace tessera {

enum class PlannerKind : std::uint8_t { exact, tflm, tinyengine };

inline constexpr std::array allPlanners{PlannerKind::exact, PlannerKind::tflm,
                                        PlannerKind::tinyengine};

std::string_view name(PlannerKind planner);  // "exact", "tflm", "tinyengine"

/// The planner of that name. Throws Error(usage) with the closest name where there is none.
PlannerKind plannerNamed(const std::string& word);

/// What bounds a search and who hears of it. Planners that do not search ignore it.
struct PlanOptions {
  std::optional<Bytes> capacity;  ///< what the arena should fit; nothing: the least arena
  std::optional<std::chrono::steady_clock::time_point> deadline;  ///< nothing: none
  /// How often the search may ask whether to stop, some microsecond of work each: a limit that
  /// repeats exactly, on every machine. 0: none.
  std::uint64_t workLimit = 0;
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: return the best found so far
  /// Called now and then from any thread with the least arena found and the bound proven so far.
  std::function<void(Bytes arena, Bytes lowerBound)> progress;
};

/// Looking for a plan that fits is worth so many times the steps that looking for the least is.
constexpr std::uint64_t fitEffort = 50;

/// The time so long after now; nothing for 0.
std::optional<std::chrono::steady_clock::time_point> deadlineIn(std::chrono::milliseconds limit);

/// Plans with the planner of that kind. A capacity changes nothing where the least arena that is
/// found fits it, or none does; otherwise the exact planner looks for a plan that fits, with
/// `fitEffort` times the steps. Throws what `checkProblem` throws.
ArenaPlan plan(const PlanProblem& problem, PlannerKind planner, const PlanOptions& options = {});

}  // namespace tessera
