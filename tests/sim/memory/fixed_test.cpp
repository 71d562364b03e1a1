#include "sim/memory/fixed.h"

#include <gtest/gtest.h>

#include "sim/memory/greedy.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

/// How many of 2000 problems collide; greedy places the fixed ones unchecked and all others clear
/// of everything, so that its plan is wrong exactly where they do.
int collisionsOf(std::int64_t distance) {
  int collisions = 0;
  checkProperty(2000, [&](std::uint64_t seed) {
    RandomProblemOptions options;
    options.fixed = true;
    options.distance = distance;
    PlanProblem problem = randomProblem(seed, options);
    const auto found = fixedCollision(problem);
    const auto fault = validate(problem, tflmGreedy(problem));
    RC_ASSERT(found.has_value() == fault.has_value());
    if (!found) return;
    ++collisions;
    const Interval first = problem.buffers[found->first].steps;
    const Interval second = problem.buffers[found->second].steps;
    RC_ASSERT(found->step == std::max(first.begin, second.begin));
    RC_ASSERT(first.contains(found->step) && second.contains(found->step));
  });
  return collisions;
}

TEST(FixedCollision, IsThereExactlyWhereAPlanOfTheFixedOnesIsWrong) {
  EXPECT_GT(collisionsOf(0), 50);
}

TEST(FixedCollision, IsNoneBetweenBuffersThatADistanceRelates) { EXPECT_GT(collisionsOf(8), 50); }

}  // namespace
}  // namespace tessera::test
