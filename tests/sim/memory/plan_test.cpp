#include "sim/memory/plan.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "sim/memory/chains.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/brute_force_arena.h"
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

TEST(ArenaPlan, WhatLiveBuffersOfAChainShareCountsOnce) {
  PlanProblem problem{{buffer(10, {0, 2}), beside(buffer(20, {1, 3}), 0, -14), buffer(10, {2, 4})}};
  EXPECT_EQ(livePeak(problem).bytes, Bytes(30));
  EXPECT_EQ(livePeak(problem).step, 2);
  problem.buffers.push_back(buffer(7, {0, 2}));
  EXPECT_EQ(livePeak(problem).bytes, Bytes(31));  // 24 B in addresses 0 to 23, and 7 B
  EXPECT_EQ(livePeak(problem).step, 1);
}

TEST(ArenaPlan, AGapBetweenLiveBuffersOfAChainDoesNotCount) {
  const PlanProblem problem{{buffer(10, {0, 2}), beside(buffer(5, {0, 2}), 0, 40)}};
  EXPECT_EQ(livePeak(problem).bytes, Bytes(15));
  EXPECT_EQ(arenaLowerBound(problem), Bytes(45));
}

TEST(ArenaLowerBound, PadsEachRunOfAChainOnce) {
  PlanProblem problem{
      {buffer(10, {0, 2}), beside(buffer(10, {0, 2}), 0, 8), buffer(3, {0, 2}), buffer(8, {5, 6})}};
  for (PlanBuffer& one : problem.buffers) one.alignment = 8;
  EXPECT_EQ(livePeak(problem).bytes, Bytes(21));
  EXPECT_EQ(paddedPeak(problem).bytes, Bytes(26));  // 24 + 8, but 6 less where 18 B lie last
}

/// The bytes of each step, marked one by one.
std::int64_t markedPeak(const PlanProblem& problem) {
  const std::vector<std::size_t> heads = chainHeads(problem);
  const std::vector<std::int64_t> positions = chainPositions(problem);
  std::size_t most = 0;
  for (std::int64_t step = 0; step < 20; ++step) {
    std::set<std::pair<std::size_t, std::int64_t>> marked;
    for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
      if (!problem.buffers[i].steps.contains(step)) continue;
      for (std::int64_t byte = 0; byte < problem.buffers[i].size.count(); ++byte) {
        marked.emplace(heads[i], positions[i] + byte);
      }
    }
    most = std::max(most, marked.size());
  }
  return static_cast<std::int64_t>(most);
}

TEST(ArenaPlan, ThePeakEqualsMarkedBytes) {
  checkProperty(500, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.distance = 1 + static_cast<std::int64_t>(seed % 30);
    const PlanProblem problem = randomProblem(seed, options);
    RC_ASSERT(livePeak(problem).bytes.count() == markedPeak(problem));
  });
}

TEST(ArenaLowerBound, IsNeverAboveTheLeastArenaWithDistances) {
  checkProperty(300, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 5;
    options.largest = 4;
    options.fixed = true;
    options.distance = 5;
    const PlanProblem problem = randomProblem(seed, options);
    const std::int64_t least = BruteForceArena(problem).least(60);
    if (least >= 0) RC_ASSERT(arenaLowerBound(problem).count() <= least);
  });
}

}  // namespace
}  // namespace tessera::test
