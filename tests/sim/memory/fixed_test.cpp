#include "sim/memory/fixed.h"

#include <gtest/gtest.h>

#include "sim/memory/greedy.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

TEST(FixedCollision, IsThereExactlyWhereAPlanOfTheFixedOnesIsWrong) {
  int collisions = 0;
  checkProperty(2000, [&](std::uint64_t seed) {
    RandomProblemOptions options;
    options.fixed = true;
    PlanProblem problem = randomProblem(seed, options);
    const auto found = fixedCollision(problem);
    // Greedy places the fixed ones unchecked and all others clear of everything.
    const auto fault = validate(problem, tflmGreedy(problem));
    RC_ASSERT(found.has_value() == fault.has_value());
    if (!found) return;
    ++collisions;
    const Interval first = problem.buffers[found->first].steps;
    const Interval second = problem.buffers[found->second].steps;
    RC_ASSERT(found->step == std::max(first.begin, second.begin));
    RC_ASSERT(first.contains(found->step) && second.contains(found->step));
  });
  EXPECT_GT(collisions, 50);
}

}  // namespace
}  // namespace tessera::test
