#include "sim/memory/placement.h"

#include <algorithm>

#include "core/checked.h"

namespace tessera {
namespace {

/// The lowest multiple of `alignment` outside all the intervals, of which each holds the offsets
/// begin < offset < end.
std::int64_t lowestOutside(std::vector<Interval>& forbidden, std::int64_t alignment) {
  std::sort(forbidden.begin(), forbidden.end(),
            [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
  std::int64_t candidate = 0;
  for (const Interval& interval : forbidden) {
    if (interval.begin >= candidate) break;
    const std::int64_t past = std::max(candidate, interval.end);
    candidate = ceilDiv(past, alignment) * alignment;
  }
  return candidate;
}

}  // namespace

Placement::Placement(const PlanProblem& problem)
    : problem_(problem), offsets_(problem.buffers.size()), placed_(problem) {}

void Placement::place(const Chain& chain, Bytes offset) {
  for (const std::size_t i : chain.buffers) {
    offsets_[i] = offset;
    placed_.place(i);
  }
}

void Placement::remove(const Chain& chain) {
  for (const std::size_t i : chain.buffers) placed_.remove(i);
}

const std::vector<std::size_t>& Placement::liveWith(Interval steps) {
  placed_.liveWith(steps, neighbours_);
  return neighbours_;
}

void Placement::forbid(Interval steps, std::int64_t size) {
  for (const std::size_t other : liveWith(steps)) {
    const std::int64_t begin = offsets_[other].count();
    forbidden_.push_back({begin - size, begin + problem_.buffers[other].size.count()});
  }
}

Bytes Placement::lowestOffset(const Chain& chain, Footprint footprint) {
  forbidden_.clear();
  if (footprint == Footprint::hull) {
    forbid(stepsOf(problem_, chain), largestSize(problem_, chain).count());
  } else {
    for (const std::size_t i : chain.buffers) {
      forbid(problem_.buffers[i].steps, problem_.buffers[i].size.count());
    }
  }
  return Bytes(lowestOutside(forbidden_, chain.alignment));
}

}  // namespace tessera
