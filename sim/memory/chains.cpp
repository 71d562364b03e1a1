#include "sim/memory/chains.h"

#include <algorithm>
#include <numeric>

namespace tessera {

std::vector<std::size_t> chainHeads(const PlanProblem& problem) {
  std::vector<std::size_t> heads(problem.buffers.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto& earlier = problem.buffers[i].sameOffsetAs;
    heads[i] = earlier ? heads[*earlier] : i;
  }
  return heads;
}

std::vector<Chain> chainsOf(const PlanProblem& problem) {
  const std::vector<std::size_t> heads = chainHeads(problem);
  std::vector<Chain> chains;
  std::vector<std::size_t> chainOf(heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i] == i) {
      chainOf[i] = chains.size();
      chains.emplace_back();
    }
    const PlanBuffer& buffer = problem.buffers[i];
    Chain& chain = chains[chainOf[heads[i]]];
    chain.buffers.push_back(i);
    chain.alignment = std::lcm(chain.alignment, buffer.alignment);
    if (buffer.offset) chain.offset = buffer.offset;
  }
  return chains;
}

Interval stepsOf(const PlanProblem& problem, const Chain& chain) {
  Interval steps;
  for (const std::size_t i : chain.buffers) steps = hull(steps, problem.buffers[i].steps);
  return steps;
}

Bytes largestSize(const PlanProblem& problem, const Chain& chain) {
  Bytes largest;
  for (const std::size_t i : chain.buffers) {
    largest = std::max(largest, problem.buffers[i].size);
  }
  return largest;
}

}  // namespace tessera
