#include "sim/memory/chains.h"

#include <algorithm>

#include "sim/memory/congruence.h"

namespace tessera {
namespace {

/// Of a chain with its buffers only, the rest; `positions` are those of `chainPositions`.
void settle(const PlanProblem& problem, const std::vector<std::int64_t>& positions, Chain& chain) {
  std::int64_t lowest = 0;
  for (const std::size_t i : chain.buffers) lowest = std::min(lowest, positions[i]);
  Congruence aligned;  // offsets of the lowest buffer
  for (const std::size_t i : chain.buffers) {
    aligned = inBoth(aligned, alignedAt(positions[i] - lowest, problem.buffers[i].alignment))
                  .value_or(aligned);
  }
  chain.alignment = aligned.modulus;
  for (const std::size_t i : chain.buffers) {
    chain.together = chain.together || problem.buffers[i].together;
    chain.shifts.emplace_back(positions[i] - lowest + aligned.remainder);
    const std::optional<Bytes>& offset = problem.buffers[i].offset;
    if (offset) chain.offset = *offset - chain.shifts.back();
  }
}

}  // namespace

bool Chain::flat() const {
  return !together && std::all_of(shifts.begin(), shifts.end(),
                                  [&](Bytes shift) { return shift == shifts.front(); });
}

std::vector<std::size_t> chainHeads(const PlanProblem& problem) {
  std::vector<std::size_t> heads(problem.buffers.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto& earlier = problem.buffers[i].sameOffsetAs;
    heads[i] = earlier ? heads[*earlier] : i;
  }
  return heads;
}

std::vector<std::int64_t> chainPositions(const PlanProblem& problem) {
  std::vector<std::int64_t> positions(problem.buffers.size(), 0);
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const PlanBuffer& buffer = problem.buffers[i];
    if (buffer.sameOffsetAs) {
      positions[i] = positions[*buffer.sameOffsetAs] + buffer.distance.count();
    }
  }
  return positions;
}

std::vector<Chain> chainsOf(const PlanProblem& problem) {
  const std::vector<std::size_t> heads = chainHeads(problem);
  const std::vector<std::int64_t> positions = chainPositions(problem);
  std::vector<Chain> chains;
  std::vector<std::size_t> chainOf(heads.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i] == i) {
      chainOf[i] = chains.size();
      chains.emplace_back();
    }
    chains[chainOf[heads[i]]].buffers.push_back(i);
  }
  for (Chain& chain : chains) settle(problem, positions, chain);
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

Bytes extentOf(const PlanProblem& problem, const Chain& chain) {
  Bytes extent;
  for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
    extent = std::max(extent, chain.shifts[k] + problem.buffers[chain.buffers[k]].size);
  }
  return extent;
}

}  // namespace tessera
