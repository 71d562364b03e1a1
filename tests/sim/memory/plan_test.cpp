#include "sim/memory/plan.h"

#include <gtest/gtest.h>

#include "tests/sim/memory/brute_force_arena.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/expect_error.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

TEST(ArenaPlan, TheExampleOfItsHeader) {
  const PlanProblem problem{{buffer(10, {0, 2}), buffer(20, {1, 3}), buffer(10, {2, 4})}};
  const ArenaPlan plan = planWith(problem, {Bytes(0), Bytes(10), Bytes(0)});
  EXPECT_EQ(plan.arena, Bytes(30));
  EXPECT_EQ(plan.peak, Bytes(30));
  EXPECT_EQ(plan.fragmentation(), Bytes(0));
  EXPECT_TRUE(plan.proven);
  EXPECT_EQ(livePeak(problem).step, 1);
}

TEST(ArenaPlan, OfNothingIsProven) {
  const ArenaPlan plan = planWith({}, {});
  EXPECT_EQ(plan.arena, Bytes(0));
  EXPECT_TRUE(plan.proven);
}

TEST(ArenaLowerBound, CountsWhatACommonAlignmentLoses) {
  PlanProblem problem{{buffer(10, {0, 2}), buffer(20, {0, 2}), buffer(5, {0, 2})}};
  for (PlanBuffer& one : problem.buffers) one.alignment = 16;
  EXPECT_EQ(livePeak(problem).bytes, Bytes(35));
  EXPECT_EQ(arenaLowerBound(problem), Bytes(52));  // 16 + 16 + 20: the last needs no padding
}

TEST(ArenaLowerBound, ReachesTheEndOfAFixedBuffer) {
  PlanProblem problem{{buffer(10, {0, 2})}};
  problem.buffers[0].offset = Bytes(100);
  EXPECT_EQ(arenaLowerBound(problem), Bytes(110));
}

TEST(ArenaLowerBound, IsNeverAboveTheLeastArena) {
  checkProperty(300, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 5;
    options.largest = 4;
    options.fixed = true;
    const PlanProblem problem = randomProblem(seed, options);
    const std::int64_t least = BruteForceArena(problem).least(60);
    if (least >= 0) RC_ASSERT(arenaLowerBound(problem).count() <= least);
  });
}

}  // namespace
}  // namespace tessera::test
