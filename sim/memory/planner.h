#pragma once

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

std::string_view name(PlannerKind planner);  // "exact", "tflm", "tinyengine"

/// The planner of that name. Throws Error(usage) with the closest name where there is none.
PlannerKind plannerNamed(const std::string& name);

/// What bounds a search and who hears of it. Planners that do not search ignore it.
struct PlanOptions {
  std::optional<Bytes> capacity;  ///< stop as soon as a plan fits; nothing: the least arena
  std::chrono::milliseconds timeLimit{0};   ///< 0: none
  /// How often the search may ask whether to stop, some microsecond of work each: a limit that
  /// repeats exactly, on every machine. 0: none.
  std::uint64_t workLimit = 0;
  const std::atomic<bool>* stop = nullptr;  ///< set by somebody else: return the best found so far
  /// Called now and then from any thread with the least arena found and the bound proven so far.
  std::function<void(Bytes arena, Bytes lowerBound)> progress;
};

/// Plans with the planner of that kind. Throws what `checkProblem` throws.
ArenaPlan plan(const PlanProblem& problem, PlannerKind planner, const PlanOptions& options = {});

}  // namespace tessera
