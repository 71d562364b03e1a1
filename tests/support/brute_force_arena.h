#pragma once

#include <cstdint>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera::test {

/// The least arena of a tiny problem, by trying every offset of every buffer: exponential, and
/// written without a look at the planners. -1: no arena up to `most` is large enough.
class BruteForceArena {
 public:
  explicit BruteForceArena(const PlanProblem& problem);

  std::int64_t least(std::int64_t most);

 private:
  bool fits(std::int64_t arena, std::size_t next);
  bool allowed(std::size_t index) const;
  std::size_t first(std::size_t index) const;
  bool shareByte(std::size_t a, std::size_t b) const;

  std::vector<PlanBuffer> buffers_;
  std::vector<std::int64_t> offsets_;
  std::vector<std::vector<bool>> together_;  // by two buffers: some step has both
};

}  // namespace tessera::test
