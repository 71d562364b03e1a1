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
  for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
    offsets_[chain.buffers[k]] = offset + chain.shifts[k];
    placed_.place(chain.buffers[k]);
  }
}

void Placement::remove(const Chain& chain) {
  for (const std::size_t i : chain.buffers) placed_.remove(i);
}

const std::vector<std::size_t>& Placement::liveWith(Interval steps) {
  placed_.liveWith(steps, neighbours_);
  return neighbours_;
}

/// Keeps these bytes, counted from the base, apart from what lives in these steps.
void Placement::forbid(Interval steps, Interval bytes) {
  for (const std::size_t other : liveWith(steps)) {
    const std::int64_t begin = offsets_[other].count();
    const std::int64_t end = begin + problem_.buffers[other].size.count();
    forbidden_.push_back({begin - bytes.end, end - bytes.begin});
  }
}

Bytes Placement::lowestOffset(const Chain& chain, Footprint footprint) {
  forbidden_.clear();
  if (footprint == Footprint::hull) {
    const Bytes lowest = *std::min_element(chain.shifts.begin(), chain.shifts.end());
    forbid(stepsOf(problem_, chain), {lowest.count(), extentOf(problem_, chain).count()});
  } else {
    for (std::size_t k = 0; k < chain.buffers.size(); ++k) {
      const PlanBuffer& buffer = problem_.buffers[chain.buffers[k]];
      forbid(buffer.steps, {chain.shifts[k].count(), (chain.shifts[k] + buffer.size).count()});
    }
  }
  return Bytes(lowestOutside(forbidden_, chain.alignment));
}

}  // namespace tessera
