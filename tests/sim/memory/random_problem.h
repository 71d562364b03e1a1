#pragma once

#include <cstdint>
#include <random>

#include "sim/memory/plan.h"

namespace tessera::test {

/// What a random problem may have.
struct RandomProblemOptions {
  std::size_t most = 12;      ///< buffers, at least 1
  std::int64_t steps = 12;    ///< the last live range ends there at the latest
  std::int64_t largest = 20;  ///< size; 0 is possible
  bool alignments = true;     ///< 1, 2, 4, 8, now and then 3
  bool fixed = false;         ///< offsets up to `largest`, whether or not they collide
  bool chains = true;         ///< buffers in place of an earlier one that dies as they begin
  std::int64_t distance = 0;  ///< the largest to an earlier buffer; 0: none has one
};

/// A problem that `checkProblem` accepts; the same seed gives the same problem.
inline PlanProblem randomProblem(std::uint64_t seed, const RandomProblemOptions& options = {}) {
  std::mt19937_64 random(seed);
  const auto upTo = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
  };
  PlanProblem problem;
  const std::int64_t count = 1 + upTo(static_cast<std::int64_t>(options.most) - 1);
  for (std::int64_t i = 0; i < count; ++i) {
    PlanBuffer buffer;
    const std::int64_t begin = upTo(options.steps - 1);
    buffer.steps = {begin, begin + 1 + upTo(options.steps - 1 - begin)};
    buffer.size = Bytes(upTo(options.largest));
    if (options.alignments && upTo(2) == 0) {
      buffer.alignment = upTo(9) == 0 ? 3 : std::int64_t{1} << upTo(3);
    }
    if (options.fixed && upTo(5) == 0) {
      buffer.offset = Bytes(upTo(options.largest) / buffer.alignment * buffer.alignment);
    }
    problem.buffers.push_back(buffer);
    if (options.distance > 0 && i > 0 && upTo(1) == 0) {
      PlanBuffer& last = problem.buffers.back();
      last.sameOffsetAs = static_cast<std::size_t>(upTo(i - 1));
      last.distance = Bytes(upTo(2 * options.distance) - options.distance);
      last.together = upTo(3) == 0;
      if (last.together) last.distance = Bytes(0);
      if (!faultOf(problem)) continue;
      last.sameOffsetAs.reset();
      last.distance = Bytes(0);
      last.together = false;
    }
    if (!options.chains || upTo(2) != 0) continue;
    for (std::size_t earlier = 0; earlier + 1 < problem.buffers.size(); ++earlier) {
      if (problem.buffers[earlier].steps.end != begin) continue;
      problem.buffers.back().sameOffsetAs = earlier;
      if (faultOf(problem)) problem.buffers.back().sameOffsetAs.reset();
    }
  }
  return problem;
}

}  // namespace tessera::test
