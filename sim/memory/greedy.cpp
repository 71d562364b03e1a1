#include "sim/memory/greedy.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/memory/first_fit.h"

namespace tessera {
namespace {

ArenaPlan greedy(const PlanProblem& problem, Ties ties, Footprint footprint) {
  checkProblem(problem);
  const std::vector<Chain> chains = chainsOf(problem);
  const std::vector<std::size_t> order = largestFirst(problem, chains, ties);
  return planWith(problem, firstFit(problem, chains, order, footprint));
}

}  // namespace

std::vector<std::size_t> largestFirst(const PlanProblem& problem, std::span<const Chain> chains,
                                      Ties ties) {
  std::vector<Bytes> sizes;
  for (const Chain& chain : chains) sizes.push_back(extentOf(problem, chain));
  std::vector<std::size_t> order(chains.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (ties == Ties::lastFirst) std::reverse(order.begin(), order.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  return order;
}

ArenaPlan tflmGreedy(const PlanProblem& problem) {
  return greedy(problem, Ties::lastFirst, Footprint::buffers);
}

ArenaPlan tinyengineFirstFit(const PlanProblem& problem) {
  return greedy(problem, Ties::firstFirst, Footprint::hull);
}

}  // namespace tessera
