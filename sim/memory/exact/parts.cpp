#include "sim/memory/exact/parts.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "sim/memory/chains.h"

namespace tessera {
namespace {

/// The chains in the order of their first steps.
std::vector<Chain> chainsByBegin(const PlanProblem& problem) {
  std::vector<Chain> chains = chainsOf(problem);
  std::erase_if(chains,
                [&](const Chain& chain) { return largestSize(problem, chain) == Bytes(0); });
  std::stable_sort(chains.begin(), chains.end(), [&](const Chain& a, const Chain& b) {
    return stepsOf(problem, a).begin < stepsOf(problem, b).begin;
  });
  return chains;
}

/// All of it, as its buffers without bytes too must lie in the arena.
void addWithDistances(Part& part, const PlanProblem& problem, const Chain& chain) {
  const std::size_t head = part.problem.buffers.size();
  for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
    PlanBuffer buffer = problem.buffers[chain.buffers[k]];
    if (k > 0) {
      buffer.sameOffsetAs = head;
      buffer.distance = chain.shifts[k] - chain.shifts.front();
      buffer.together = buffer.together || chain.together;
    }
    part.problem.buffers.push_back(buffer);
    part.origins.push_back({chain.buffers[k]});
  }
}

void add(Part& part, const PlanProblem& problem, const Chain& chain) {
  if (!chain.flat()) {
    addWithDistances(part, problem, chain);
    return;
  }
  const std::size_t head = part.problem.buffers.size();
  for (const std::size_t i : chain.buffers) {
    if (problem.buffers[i].size == Bytes(0)) continue;
    PlanBuffer buffer = problem.buffers[i];
    buffer.alignment = chain.alignment;
    buffer.offset = chain.offset;
    buffer.sameOffsetAs.reset();
    buffer.distance = Bytes(0);
    if (part.problem.buffers.size() > head) buffer.sameOffsetAs = head;
    part.problem.buffers.push_back(buffer);
    part.origins.push_back({i});
  }
  for (const std::size_t i : chain.buffers) {
    if (problem.buffers[i].size == Bytes(0)) part.origins[head].push_back(i);
  }
}

}  // namespace

std::vector<Part> independentParts(const PlanProblem& problem) {
  std::vector<std::vector<Chain>> groups;
  std::int64_t end = std::numeric_limits<std::int64_t>::min();
  for (Chain& chain : chainsByBegin(problem)) {
    const Interval steps = stepsOf(problem, chain);
    if (steps.begin >= end) groups.emplace_back();
    end = std::max(end, steps.end);
    groups.back().push_back(std::move(chain));
  }
  std::vector<Part> parts;
  for (std::vector<Chain>& group : groups) {
    // In the problem's order: planners that take equal buffers in turn plan a part as the whole.
    std::sort(group.begin(), group.end(),
              [](const Chain& a, const Chain& b) { return a.buffers.front() < b.buffers.front(); });
    Part& part = parts.emplace_back();
    for (const Chain& chain : group) add(part, problem, chain);
  }
  return parts;
}

}  // namespace tessera
