#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera::test {

/// The least arena of a tiny problem, by trying every offset of every buffer: exponential, and
/// written without a look at the planners. -1: no arena up to `most` is large enough.
class BruteForceArena {
 public:
  explicit BruteForceArena(const PlanProblem& problem)
      : buffers_(problem.buffers), offsets_(problem.buffers.size()) {}

  std::int64_t least(std::int64_t most) {
    for (std::int64_t arena = 0; arena <= most; ++arena) {
      if (fits(arena, 0)) return arena;
    }
    return -1;
  }

 private:
  bool fits(std::int64_t arena, std::size_t next) {
    if (next == buffers_.size()) return true;
    for (std::int64_t at = 0; at + buffers_[next].size.count() <= arena; ++at) {
      offsets_[next] = at;
      if (allowed(next) && fits(arena, next + 1)) return true;
    }
    return false;
  }

  bool allowed(std::size_t index) const {
    const PlanBuffer& buffer = buffers_[index];
    const std::int64_t at = offsets_[index];
    if (at % buffer.alignment != 0) return false;
    if (buffer.offset && buffer.offset->count() != at) return false;
    if (buffer.sameOffsetAs && offsets_[*buffer.sameOffsetAs] + buffer.distance.count() != at) {
      return false;
    }
    for (std::size_t other = 0; other < index; ++other) {
      if (first(other) == first(index)) continue;
      if (touch(buffer, at, buffers_[other], offsets_[other])) return false;
    }
    return true;
  }

  std::size_t first(std::size_t index) const {
    while (buffers_[index].sameOffsetAs) index = *buffers_[index].sameOffsetAs;
    return index;
  }

  static bool touch(const PlanBuffer& a, std::int64_t atA, const PlanBuffer& b, std::int64_t atB) {
    bool together = false;
    for (std::int64_t step = a.steps.begin; step < a.steps.end; ++step) {
      together = together || b.steps.contains(step);
    }
    bool shared = false;
    for (std::int64_t byte = atA; byte < atA + a.size.count(); ++byte) {
      shared = shared || (atB <= byte && byte < atB + b.size.count());
    }
    return together && shared;
  }

  std::vector<PlanBuffer> buffers_;
  std::vector<std::int64_t> offsets_;
};

}  // namespace tessera::test
