#include "sim/memory/heap_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/memory/fixed.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

std::vector<Bytes> fit(const PlanProblem& problem) { return heapFit(problem, chainsOf(problem)); }

TEST(HeapFit, TakesTheSmallestFreeBlock) {
  const PlanProblem problem{{buffer(10, {0, 1}), buffer(1, {0, 9}), buffer(5, {0, 1}),
                             buffer(1, {0, 9}), buffer(4, {1, 9}), buffer(6, {1, 9})}};
  EXPECT_THAT(fit(problem),
              testing::ElementsAre(Bytes(0), Bytes(10), Bytes(11), Bytes(16), Bytes(11), Bytes(0)));
}

TEST(HeapFit, MergesFreeBlocks) {
  const PlanProblem problem{{buffer(4, {0, 1}), buffer(4, {0, 3}), buffer(4, {0, 2}),
                             buffer(1, {0, 9}), buffer(12, {3, 9})}};
  EXPECT_EQ(fit(problem).back(), Bytes(0));
}

TEST(HeapFit, EveryPlanIsValid) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 60;
    options.fixed = seed % 2 == 0;
    const PlanProblem problem = randomProblem(seed, options);
    if (fixedCollision(problem)) return;
    RC_ASSERT(!validate(problem, planWith(problem, fit(problem))));
  });
}

TEST(HeapFit, AChainHoldsItsExtent) {
  const PlanProblem problem{
      {buffer(10, {0, 2}), beside(buffer(20, {1, 3}), 0, -4), buffer(5, {2, 4})}};
  EXPECT_THAT(fit(problem), testing::ElementsAre(Bytes(4), Bytes(0), Bytes(20)));
}

TEST(HeapFit, EveryPlanWithDistancesIsValid) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 60;
    options.fixed = seed % 2 == 0;
    options.distance = 1 + static_cast<std::int64_t>(seed % 40);
    const PlanProblem problem = randomProblem(seed, options);
    if (fixedCollision(problem)) return;
    RC_ASSERT(!validate(problem, planWith(problem, fit(problem))));
  });
}

}  // namespace
}  // namespace tessera::test
