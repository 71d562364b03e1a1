#include "sim/memory/first_fit.h"

#include <algorithm>
#include <cstdint>

#include "core/checked.h"
#include "sim/memory/live_index.h"

namespace tessera {
namespace {

/// The bytes that a chain asks for in some steps.
struct Wanted {
  Interval steps;
  std::int64_t size = 0;
};

std::vector<Wanted> wantedBy(const PlanProblem& problem, const Chain& chain, Footprint footprint) {
  std::vector<Wanted> wanted;
  for (const std::size_t i : chain.buffers) {
    wanted.push_back({problem.buffers[i].steps, problem.buffers[i].size.count()});
  }
  if (footprint == Footprint::buffers) return wanted;
  Wanted whole{{}, largestSize(problem, chain).count()};
  for (const Wanted& part : wanted) whole.steps = hull(whole.steps, part.steps);
  return {whole};
}

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

class FirstFit {
 public:
  explicit FirstFit(const PlanProblem& problem)
      : problem_(problem), offsets_(problem.buffers.size()), placed_(problem) {}

  void place(const Chain& chain, Bytes offset) {
    for (const std::size_t i : chain.buffers) {
      offsets_[i] = offset;
      placed_.place(i);
    }
  }

  Bytes lowestOffset(const Chain& chain, Footprint footprint) {
    forbidden_.clear();
    for (const Wanted& part : wantedBy(problem_, chain, footprint)) {
      placed_.liveWith(part.steps, neighbours_);
      for (const std::size_t other : neighbours_) {
        const std::int64_t begin = offsets_[other].count();
        const std::int64_t end = begin + problem_.buffers[other].size.count();
        forbidden_.push_back({begin - part.size, end});
      }
    }
    return Bytes(lowestOutside(forbidden_, chain.alignment));
  }

  std::vector<Bytes> offsets() && { return std::move(offsets_); }

 private:
  const PlanProblem& problem_;
  std::vector<Bytes> offsets_;
  LiveIndex placed_;
  std::vector<std::size_t> neighbours_;
  std::vector<Interval> forbidden_;
};

}  // namespace

std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const Chain> chains,
                            std::span<const std::size_t> order, Footprint footprint) {
  FirstFit fit(problem);
  for (const Chain& chain : chains) {
    if (chain.offset) fit.place(chain, *chain.offset);
  }
  for (const std::size_t index : order) {
    const Chain& chain = chains[index];
    if (!chain.offset) fit.place(chain, fit.lowestOffset(chain, footprint));
  }
  return std::move(fit).offsets();
}

}  // namespace tessera
