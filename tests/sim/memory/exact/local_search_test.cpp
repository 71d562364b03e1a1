#include "sim/memory/exact/local_search.h"

#include <gtest/gtest.h>

#include "sim/memory/fixed.h"
#include "sim/memory/heap_fit.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

ArenaPlan heapPlan(const PlanProblem& problem) {
  return planWith(problem, heapFit(problem, chainsOf(problem)));
}

TEST(LocalSearch, KeepsThePlanValidAndNeverGrowsIt) {
  int better = 0;
  checkProperty(200, [&](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 80;
    options.steps = 40;
    options.largest = 500;
    options.fixed = seed % 4 == 0;
    const PlanProblem problem = randomProblem(seed, options);
    if (fixedCollision(problem)) return;
    ArenaPlan plan = heapPlan(problem);
    const Bytes before = plan.arena;
    Stopper stopper({});
    LocalSearch search(problem, plan, stopper);
    while (search.open() && plan.arena > plan.lowerBound) search.round(plan.lowerBound);
    RC_ASSERT(!validate(problem, plan));
    RC_ASSERT(plan.arena <= before);
    RC_ASSERT(plan.arena >= plan.lowerBound);
    RC_ASSERT(plan.proven == (plan.arena == plan.lowerBound));
    better += plan.arena < before ? 1 : 0;
  });
  EXPECT_GT(better, 50);
}

TEST(LocalSearch, EndsWhenStopped) {
  const PlanProblem problem = randomProblem(1, {.most = 80, .steps = 40, .largest = 500});
  ArenaPlan plan = heapPlan(problem);
  const Bytes before = plan.arena;
  std::atomic<bool> stop{true};
  PlanOptions options;
  options.stop = &stop;
  Stopper stopper(options);
  stopper.stoppedNow();
  LocalSearch search(problem, plan, stopper);
  search.round(Bytes(0));
  EXPECT_EQ(plan.arena, before);
  EXPECT_FALSE(validate(problem, plan));
}

TEST(LocalSearch, LeavesChainsWithDistancesWhereTheyAre) {
  checkProperty(200, [](std::uint64_t seed) {
    const PlanProblem problem =
        randomProblem(seed, {.most = 80, .steps = 40, .largest = 500, .distance = 200});
    ArenaPlan plan = heapPlan(problem);
    const std::vector<Bytes> before = plan.offsets;
    Stopper stopper({});
    LocalSearch search(problem, plan, stopper);
    while (search.open() && plan.arena > plan.lowerBound) search.round(plan.lowerBound);
    RC_ASSERT(!validate(problem, plan));
    RC_ASSERT(plan.arena >= plan.lowerBound);
    for (const Chain& chain : chainsOf(problem)) {
      const std::size_t first = chain.buffers.front();
      RC_ASSERT(chain.buffers.size() == 1 || plan.offsets[first] == before[first]);
    }
  });
}

}  // namespace
}  // namespace tessera::test
