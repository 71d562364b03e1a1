#include "sim/memory/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/memory/chains.h"
#include "sim/memory/exact/exact.h"
#include "sim/memory/selection.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/brute_force_arena.h"

namespace tessera::test {
namespace {

std::string explained(const PlanProblem& problem, std::int64_t capacity, std::size_t most = 8) {
  static const std::vector<std::string> names{"a", "b", "c", "d"};
  const auto obstacle = explainNoFit(problem, Bytes(capacity));
  return obstacle ? describe(*obstacle, problem, names, most) : "";
}

TEST(Explain, NamesTheBuffersOfTheFullestStep) {
  const PlanProblem problem{
      {buffer(10, {0, 2}), buffer(20, {1, 3}), buffer(15, {2, 4}), buffer(0, {0, 4})}};
  EXPECT_EQ(explained(problem, 34), "step 2 alone needs 35 B: 'b' 20 B, 'c' 15 B");
  EXPECT_EQ(explained(problem, 34, 1), "step 2 alone needs 35 B: 'b' 20 B and 1 more");
  EXPECT_EQ(explained(problem, 35), "");
  const auto obstacle = explainNoFit(problem, Bytes(34));
  ASSERT_TRUE(obstacle);
  EXPECT_EQ(obstacle->needed, Bytes(35));
  EXPECT_EQ(obstacle->steps, (Interval{2, 3}));
  EXPECT_EQ(describe(*obstacle, problem, {}),
            "step 2 alone needs 35 B: buffer 1 20 B, buffer 2 15 B");
}

TEST(Explain, NamesWhatAlignmentLoses) {
  PlanProblem problem{{buffer(10, {0, 2}), buffer(20, {0, 2})}};
  for (PlanBuffer& one : problem.buffers) one.alignment = 16;
  EXPECT_EQ(explained(problem, 35),
            "step 0 alone needs 36 B, alignment included: 'b' 20 B, 'a' 10 B");
  EXPECT_EQ(explained(problem, 36), "");
}

TEST(Explain, NamesAFixedBufferBeyondTheCapacity) {
  PlanProblem problem{{buffer(10, {0, 2}), buffer(30, {2, 4})}};
  problem.buffers[0].offset = Bytes(16);
  problem.buffers[1].sameOffsetAs = 0;
  EXPECT_EQ(explained(problem, 40), "'b' is fixed at an offset where it ends at 46 B");
  EXPECT_EQ(explained(problem, 46), "");
}

TEST(Explain, NamesFixedBuffersThatCollide) {
  PlanProblem problem{{buffer(10, {0, 3}), buffer(30, {2, 4}), buffer(4, {2, 4})}};
  problem.buffers[0].offset = Bytes(16);
  problem.buffers[1].offset = Bytes(26);
  problem.buffers[2].offset = Bytes(10);
  EXPECT_EQ(explained(problem, 100), "");
  problem.buffers[1].offset = Bytes(25);
  EXPECT_EQ(explained(problem, 100),
            "'a' and 'b' are fixed at addresses that they share in step 2");
  problem.buffers[1].offset = Bytes(0);
  EXPECT_EQ(explained(problem, 100),
            "'a' and 'b' are fixed at addresses that they share in step 2");
}

std::vector<std::size_t> withoutChain(std::vector<std::size_t> buffers, const PlanProblem& problem,
                                      const Chain& chain) {
  std::erase_if(buffers,
                [&](std::size_t i) { return chainHeads(problem)[i] == chain.buffers.front(); });
  return buffers;
}

TEST(Explain, NamesBuffersThatCannotBePacked) {
  // Two chains of a large and a small buffer: whichever lies below, its large one moves the other's
  // large one up. The last buffer has nothing to do with it.
  PlanProblem problem{{buffer(8, {2, 5}), buffer(1, {5, 9}), buffer(1, {0, 8}), buffer(7, {8, 9}),
                       buffer(3, {0, 1})}};
  problem.buffers[1].sameOffsetAs = 0;
  problem.buffers[3].sameOffsetAs = 2;
  ASSERT_EQ(livePeak(problem).bytes, Bytes(9));
  ASSERT_EQ(BruteForceArena(problem).least(30), 15);
  EXPECT_FALSE(explainNoFit(problem, Bytes(15)));
  const auto obstacle = explainNoFit(problem, Bytes(14));
  ASSERT_TRUE(obstacle);
  EXPECT_EQ(obstacle->kind, ObstacleKind::packing);
  EXPECT_EQ(
      describe(*obstacle, problem, {}, 2),
      "in steps 0 to 8 these 4 buffers have no offsets below 14 B: buffer 0 8 B, buffer 3 7 B and "
      "2 more");
}

/// Where the sizes fit in each step and no offsets exist: what it names alone does not fit, and
/// does without any one chain of it.
TEST(Explain, NamesNoMoreThanWhatCannotBePacked) {
  int explained = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    RandomProblemOptions options;
    options.steps = 10;
    options.largest = 100;
    options.alignments = false;
    const PlanProblem problem = randomProblem(seed, options);
    const Bytes peak = livePeak(problem).bytes;
    const auto obstacle = explainNoFit(problem, peak);
    EXPECT_EQ(obstacle.has_value(), exactPlan(problem).arena > peak);
    if (!obstacle) continue;
    ++explained;
    std::vector<std::size_t> named = obstacle->buffers;
    std::sort(named.begin(), named.end());
    EXPECT_GE(exactPlan(selected(problem, named)).arena, obstacle->needed);
    for (const Chain& chain : chainsOf(problem)) {
      const std::vector<std::size_t> rest = withoutChain(named, problem, chain);
      if (rest == named) continue;
      EXPECT_LE(exactPlan(selected(problem, rest)).arena, peak);
    }
  }
  EXPECT_GT(explained, 3);
}

TEST(Explain, WhatAChainSharesCountsOnce) {
  const PlanProblem problem{
      {buffer(10, {0, 2}), beside(buffer(20, {1, 3}), 0, -4), buffer(5, {1, 2})}};
  EXPECT_EQ(explained(problem, 25), "");
  EXPECT_EQ(explained(problem, 24), "step 1 alone needs 25 B: 'b' 20 B, 'a' 10 B, 'c' 5 B");
}

TEST(Explain, NamesDistancesThatExceedTheCapacity) {
  PlanProblem problem{{buffer(10, {0, 1}), beside(buffer(20, {1, 3}), 0, 40), buffer(5, {0, 3})}};
  EXPECT_EQ(explained(problem, 60), "");
  EXPECT_EQ(explained(problem, 59),
            "the distances between these 2 buffers alone need 60 B: 'b' 20 B, 'a' 10 B");
  problem.buffers[1].offset = Bytes(45);
  EXPECT_EQ(explained(problem, 64), "'b' is fixed at an offset where it ends at 65 B");
}

TEST(Explain, EqualsBruteForceWithDistances) {
  int packings = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    RandomProblemOptions options;
    options.most = 6;
    options.steps = 6;
    options.largest = 5;
    options.distance = 1 + static_cast<std::int64_t>(seed % 8);
    const PlanProblem problem = randomProblem(seed, options);
    const std::int64_t least = BruteForceArena(problem).least(100);
    EXPECT_FALSE(explainNoFit(problem, Bytes(least)));
    if (least == 0) continue;
    const auto obstacle = explainNoFit(problem, Bytes(least - 1));
    ASSERT_TRUE(obstacle) << seed;
    EXPECT_LE(obstacle->needed, Bytes(least));
    packings += obstacle->kind == ObstacleKind::packing ? 1 : 0;
  }
  EXPECT_GT(packings, 10);
}

}  // namespace
}  // namespace tessera::test
