#include "sim/memory/planner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/memory/exact/exact.h"
#include "sim/memory/greedy.h"

namespace tessera {
namespace {

constexpr std::array<std::pair<PlannerKind, std::string_view>, 3> names{{
    {PlannerKind::exact, "exact"},
    {PlannerKind::tflm, "tflm"},
    {PlannerKind::tinyengine, "tinyengine"},
}};

/// Of the search for the least arena where a user who looks for a fit sets none.
constexpr std::uint64_t leastSteps = 100'000;

ArenaPlan leastOrFitting(const PlanProblem& problem, const PlanOptions& options) {
  PlanOptions least = options;
  least.capacity.reset();
  if (options.workLimit == 0) least.workLimit = leastSteps;
  ArenaPlan plan = exactPlan(problem, least);
  if (plan.arena <= *options.capacity || plan.lowerBound > *options.capacity) return plan;
  if (plan.end == SearchEnd::time || plan.end == SearchEnd::stopped) return plan;
  PlanOptions fitting = options;
  fitting.workLimit *= fitEffort;
  ArenaPlan fit = exactPlan(problem, fitting);
  fit.lowerBound = std::max(fit.lowerBound, plan.lowerBound);
  fit.proven = fit.arena == fit.lowerBound;
  if (fit.arena < plan.arena) return fit;
  plan.lowerBound = fit.lowerBound;
  plan.proven = plan.arena == plan.lowerBound;
  plan.end = plan.proven ? SearchEnd::proven : fit.end;
  return plan;
}

}  // namespace

std::optional<std::chrono::steady_clock::time_point> deadlineIn(std::chrono::milliseconds limit) {
  if (limit.count() == 0) return std::nullopt;
  return std::chrono::steady_clock::now() + limit;
}

std::string_view name(PlannerKind planner) {
  return names[static_cast<std::size_t>(planner)].second;
}

PlannerKind plannerNamed(const std::string& name) {
  std::vector<std::string> known;
  for (const auto& [kind, word] : names) {
    if (word == name) return kind;
    known.emplace_back(word);
  }
  throw Error(ErrorCode::usage, "there is no planner '" + name + "'", {}, closestName(name, known));
}

ArenaPlan plan(const PlanProblem& problem, PlannerKind planner, const PlanOptions& options) {
  if (planner == PlannerKind::exact) {
    return options.capacity ? leastOrFitting(problem, options) : exactPlan(problem, options);
  }
  if (planner == PlannerKind::tinyengine) return tinyengineFirstFit(problem);
  return tflmGreedy(problem);
}

}  // namespace tessera
