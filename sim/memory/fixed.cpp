#include "sim/memory/fixed.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/sweep.h"

namespace tessera {
namespace {

std::vector<std::optional<Bytes>> fixedOffsets(const PlanProblem& problem) {
  std::vector<std::optional<Bytes>> offsets(problem.buffers.size());
  for (const Chain& chain : chainsOf(problem)) {
    for (const std::size_t i : chain.buffers) offsets[i] = chain.offset;
  }
  return offsets;
}

}  // namespace

std::optional<FixedCollision> fixedCollision(const PlanProblem& problem) {
  const std::vector<std::optional<Bytes>> offsets = fixedOffsets(problem);
  std::map<Bytes, std::size_t> live;  // by offset; disjoint up to the first collision
  for (const SweepEvent& event : sweepEvents(problem)) {
    const PlanBuffer& buffer = problem.buffers[event.buffer];
    const std::optional<Bytes> offset = offsets[event.buffer];
    if (!offset || buffer.size == Bytes(0)) continue;
    if (!event.begins) {
      live.erase(*offset);
      continue;
    }
    const auto above = live.lower_bound(*offset);
    std::optional<std::size_t> other;
    if (above != live.end() && above->first < *offset + buffer.size) other = above->second;
    if (above != live.begin()) {
      const auto below = std::prev(above);
      if (below->first + problem.buffers[below->second].size > *offset) other = below->second;
    }
    if (other) {
      return FixedCollision{std::min(*other, event.buffer), std::max(*other, event.buffer),
                            event.step};
    }
    live.emplace(*offset, event.buffer);
  }
  return std::nullopt;
}

}  // namespace tessera
