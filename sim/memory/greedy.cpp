#include "sim/memory/greedy.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/memory/first_fit.h"

namespace tessera {
namespace {

ArenaPlan largestFirst(const PlanProblem& problem, bool laterFirst) {
  checkProblem(problem);
  std::vector<std::size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (laterFirst) std::reverse(order.begin(), order.end());
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return problem.buffers[a].size > problem.buffers[b].size;
  });
  return planWith(problem, firstFit(problem, order));
}

}  // namespace

ArenaPlan tflmGreedy(const PlanProblem& problem) { return largestFirst(problem, true); }

ArenaPlan tinyengineFirstFit(const PlanProblem& problem) { return largestFirst(problem, false); }

}  // namespace tessera
