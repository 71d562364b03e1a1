#include "sim/memory/greedy.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/memory/first_fit.h"

namespace tessera {
namespace {

enum class Ties { firstFirst, lastFirst };

ArenaPlan largestFirst(const PlanProblem& problem, Ties ties, Footprint footprint) {
  checkProblem(problem);
  const std::vector<Chain> chains = chainsOf(problem);
  std::vector<Bytes> sizes;
  for (const Chain& chain : chains) sizes.push_back(largestSize(problem, chain));
  std::vector<std::size_t> order(chains.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (ties == Ties::lastFirst) std::reverse(order.begin(), order.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  return planWith(problem, firstFit(problem, chains, order, footprint));
}

}  // namespace

ArenaPlan tflmGreedy(const PlanProblem& problem) {
  return largestFirst(problem, Ties::lastFirst, Footprint::buffers);
}

ArenaPlan tinyengineFirstFit(const PlanProblem& problem) {
  return largestFirst(problem, Ties::firstFirst, Footprint::hull);
}

}  // namespace tessera
