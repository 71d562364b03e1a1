#include "sim/memory/planner.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/memory/exact/exact.h"
#include "sim/memory/greedy.h"

namespace tessera {
namespace {

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

ArenaPlan exact(const PlanProblem& problem, const PlanOptions& options) {
  return options.capacity ? leastOrFitting(problem, options) : exactPlan(problem, options);
}

struct Planner {
  std::string_view name;
  ArenaPlan (*plan)(const PlanProblem&, const PlanOptions&);
};

/// In the order of `allPlanners`.
constexpr std::array<Planner, allPlanners.size()> planners{{
    {"exact", exact},
    {"tflm", [](const PlanProblem& problem, const PlanOptions&) { return tflmGreedy(problem); }},
    {"tinyengine",
     [](const PlanProblem& problem, const PlanOptions&) { return tinyengineFirstFit(problem); }},
}};

const Planner& plannerOf(PlannerKind kind) { return planners[static_cast<std::size_t>(kind)]; }

}  // namespace

std::optional<std::chrono::steady_clock::time_point> deadlineIn(std::chrono::milliseconds limit) {
  if (limit.count() == 0) return std::nullopt;
  return std::chrono::steady_clock::now() + limit;
}

std::string_view name(PlannerKind planner) { return plannerOf(planner).name; }

PlannerKind plannerNamed(const std::string& word) {
  std::vector<std::string> known;
  for (const PlannerKind kind : allPlanners) {
    if (equalNames(name(kind), word)) return kind;
    known.emplace_back(name(kind));
  }
  throw Error(ErrorCode::usage, "there is no planner '" + word + "'", {}, closestName(word, known));
}

ArenaPlan plan(const PlanProblem& problem, PlannerKind planner, const PlanOptions& options) {
  return plannerOf(planner).plan(problem, options);
}

}  // namespace tessera
