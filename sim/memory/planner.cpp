#include "sim/memory/planner.h"

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

}  // namespace

std::string_view name(PlannerKind planner) {
  return names[static_cast<std::size_t>(planner)].second;
}

PlannerKind plannerNamed(const std::string& text) {
  std::vector<std::string> known;
  for (const auto& [kind, word] : names) {
    if (word == text) return kind;
    known.emplace_back(word);
  }
  throw Error(ErrorCode::usage, "there is no planner '" + text + "'", {}, closestName(text, known));
}

ArenaPlan plan(const PlanProblem& problem, PlannerKind planner, const PlanOptions& options) {
  if (planner == PlannerKind::exact) return exactPlan(problem, options);
  if (planner == PlannerKind::tinyengine) return tinyengineFirstFit(problem);
  return tflmGreedy(problem);
}

}  // namespace tessera
