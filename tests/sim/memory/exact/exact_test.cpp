#include "sim/memory/exact/exact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>

#include "sim/memory/fixed.h"
#include "sim/memory/greedy.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/brute_force_arena.h"
#include "tests/support/expect_error.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

/// A valid plan whose figures agree with each other.
bool sound(const PlanProblem& problem, const ArenaPlan& plan) {
  return !validate(problem, plan) && plan.peak == livePeak(problem).bytes &&
         plan.lowerBound >= plan.peak && plan.arena >= plan.lowerBound &&
         plan.proven == (plan.arena == plan.lowerBound);
}

/// Cuts a rectangle of steps and bytes into buffers, so that a plan without any gap exists.
PlanProblem cutRectangle(std::uint64_t seed, std::size_t pieces, std::int64_t steps,
                         std::int64_t bytes) {
  struct Piece {
    Interval steps;
    Interval bytes;
  };
  std::mt19937_64 random(seed);
  std::vector<Piece> cut{{{0, steps}, {0, bytes}}};
  for (int tries = 0; cut.size() < pieces && tries < 1000; ++tries) {
    Piece& piece = cut[random() % cut.size()];
    Piece rest = piece;
    const bool across = random() % 2 == 0;
    Interval& first = across ? piece.steps : piece.bytes;
    if (first.length() < 2) continue;
    const auto room = static_cast<std::uint64_t>(first.length() - 1);
    const std::int64_t at = first.begin + 1 + static_cast<std::int64_t>(random() % room);
    first.end = at;
    (across ? rest.steps : rest.bytes).begin = at;
    cut.push_back(rest);
  }
  PlanProblem problem;
  for (const Piece& piece : cut)
    problem.buffers.push_back(buffer(piece.bytes.length(), piece.steps));
  return problem;
}

TEST(Exact, FindsWhatGreedyMisses) {
  // MobileNetV1, width 0.25, 96x96 (visual wake words), int8, layer by layer: TFLite Micro's greedy
  // planner needs 73 728 B.
  const std::vector<std::int64_t> sizes{27648, 18432, 18432, 36864, 9216, 18432, 18432, 18432,
                                        4608,  9216,  9216,  9216,  2304, 4608,  4608,  4608,
                                        4608,  4608,  4608,  4608,  4608, 4608,  4608,  4608,
                                        1152,  2304,  2304,  2304,  256,  2,     2};
  PlanProblem problem;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto step = static_cast<std::int64_t>(i);
    problem.buffers.push_back(buffer(sizes[i], {step, step + 2}));
  }
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(sound(problem, plan));
  EXPECT_EQ(plan.arena, Bytes(55296));
  EXPECT_TRUE(plan.proven);
}

TEST(Exact, OfNothingNeedsNothing) {
  EXPECT_TRUE(exactPlan({}).proven);
  const PlanProblem empty{{buffer(0, {0, 4}), buffer(0, {2, 3})}};
  const ArenaPlan plan = exactPlan(empty);
  EXPECT_TRUE(sound(empty, plan));
  EXPECT_EQ(plan.arena, Bytes(0));
}

TEST(Exact, ProvesThatThePeakIsNotEnough) {
  // No plan without gaps exists for these: 9 B are never full, and yet 9 B are too few.
  PlanProblem problem{{buffer(4, {0, 2}), buffer(3, {0, 3}), buffer(2, {2, 5}), buffer(4, {1, 4}),
                       buffer(3, {3, 6}), buffer(5, {4, 6})}};
  const std::int64_t least = BruteForceArena(problem).least(30);
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(sound(problem, plan));
  EXPECT_EQ(plan.arena, Bytes(least));
  EXPECT_TRUE(plan.proven);
}

TEST(Exact, EqualsBruteForceOnTinyProblems) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 7;
    options.steps = 6;
    options.largest = 5;
    options.alignments = seed % 2 == 0;
    const PlanProblem problem = randomProblem(seed, options);
    const ArenaPlan plan = exactPlan(problem);
    RC_ASSERT(sound(problem, plan));
    RC_ASSERT(plan.proven);
    RC_ASSERT(plan.arena.count() == BruteForceArena(problem).least(100));
  });
}

TEST(Exact, EqualsBruteForceWithFixedOffsets) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 6;
    options.steps = 5;
    options.largest = 6;
    options.fixed = true;
    const PlanProblem problem = randomProblem(seed, options);
    if (fixedCollision(problem)) return;
    const std::int64_t least = BruteForceArena(problem).least(60);
    const ArenaPlan plan = exactPlan(problem);
    RC_ASSERT(sound(problem, plan));
    RC_ASSERT(plan.proven);
    RC_ASSERT(plan.arena.count() == least);
  });
}

TEST(Exact, RefusesFixedBuffersThatCollide) {
  PlanProblem problem{{buffer(10, {0, 3}), buffer(30, {2, 4})}};
  problem.buffers[0].offset = Bytes(16);
  problem.buffers[1].offset = Bytes(8);
  expectError(ErrorCode::input, {"buffer 1", "buffer 0", "step 2"}, [&] { exactPlan(problem); });
}

TEST(Exact, FillsCutRectanglesWithoutAGap) {
  checkProperty(60, [](std::uint64_t seed) {
    const PlanProblem problem = cutRectangle(seed, 10 + seed % 50, 60, 1000);
    const ArenaPlan plan = exactPlan(problem);
    RC_ASSERT(sound(problem, plan));
    RC_ASSERT(plan.proven);
    RC_ASSERT(plan.arena == Bytes(1000));
  });
}

TEST(Exact, IsNoWorseThanGreedyAndSound) {
  checkProperty(200, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 60;
    options.steps = 30;
    options.largest = 1000;
    const PlanProblem problem = randomProblem(seed, options);
    std::atomic<bool> stop{false};
    int rounds = 0;
    PlanOptions bounded;
    bounded.stop = &stop;
    bounded.progress = [&](Bytes, Bytes) { stop = ++rounds == 10; };
    const ArenaPlan plan = exactPlan(problem, bounded);
    RC_ASSERT(sound(problem, plan));
    RC_ASSERT(plan.arena <= tflmGreedy(problem).arena);
    RC_ASSERT(plan.arena <= tinyengineFirstFit(problem).arena);
  });
}

TEST(Exact, HowFewItsStepsNoGreedyPlannerBeatsIt) {
  checkProperty(200, [](std::uint64_t seed) {
    RandomProblemOptions random;
    random.most = 60;
    const PlanProblem problem = randomProblem(seed, random);
    PlanOptions options;
    options.workLimit = 1;
    const ArenaPlan plan = exactPlan(problem, options);
    RC_ASSERT(plan.arena <= tflmGreedy(problem).arena);
    RC_ASSERT(plan.arena <= tinyengineFirstFit(problem).arena);
    RC_ASSERT(plan.proven || plan.end == SearchEnd::steps);
  });
}

TEST(Exact, StopsAtACapacityThatAPlanFits) {
  checkProperty(500, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 6;
    options.steps = 6;
    options.largest = 5;
    const PlanProblem problem = randomProblem(seed, options);
    const std::int64_t least = BruteForceArena(problem).least(100);
    for (std::int64_t capacity = std::max<std::int64_t>(least - 2, 0); capacity < least + 3;
         ++capacity) {
      PlanOptions fitting;
      fitting.capacity = Bytes(capacity);
      const ArenaPlan plan = exactPlan(problem, fitting);
      RC_ASSERT(sound(problem, plan));
      RC_ASSERT(plan.lowerBound <= Bytes(least));
      RC_ASSERT((plan.arena <= Bytes(capacity)) == (capacity >= least));
      RC_ASSERT((plan.lowerBound > Bytes(capacity)) == (capacity < least));
    }
  });
}

TEST(Exact, GivesWhatItHasWhenStopped) {
  const PlanProblem problem = cutRectangle(7, 300, 500, 100000);
  std::atomic<bool> stop{true};
  PlanOptions options;
  options.stop = &stop;
  EXPECT_TRUE(sound(problem, exactPlan(problem, options)));

  stop = false;  // by the progress, after some rounds
  int calls = 0;
  Bytes lastArena;
  options.progress = [&](Bytes arena, Bytes bound) {
    EXPECT_GE(arena, bound);
    if (calls > 0) {
      EXPECT_LE(arena, lastArena);
    }
    lastArena = arena;
    stop = ++calls == 3;
  };
  EXPECT_TRUE(sound(problem, exactPlan(problem, options)));
  EXPECT_LE(calls, 3);
  EXPECT_GE(calls, 1);
}

TEST(Exact, IsDeterministic) {
  const PlanProblem problem = cutRectangle(3, 80, 90, 5000);
  EXPECT_EQ(exactPlan(problem).offsets, exactPlan(problem).offsets);
}

TEST(Exact, HugeSizesDoNotOverflow) {
  const std::int64_t huge = std::int64_t{1} << 59;
  PlanProblem problem{{buffer(huge, {0, 2}), buffer(huge + 1, {1, 3}), buffer(huge - 1, {2, 4}),
                       buffer(3, {0, 4})}};
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(sound(problem, plan));
  EXPECT_EQ(plan.arena, Bytes(2 * huge + 4));
}

/// Of <= 6 buffers of 1 to 5 B; distances up to `distance`.
PlanProblem tinyOverlaps(std::uint64_t seed, std::int64_t distance) {
  RandomProblemOptions options;
  options.most = 6;
  options.steps = 6;
  options.largest = 5;
  options.alignments = seed % 2 == 0;
  options.fixed = seed % 5 == 0;
  options.distance = distance;
  return randomProblem(seed, options);
}

TEST(Exact, EqualsBruteForceWithDistances) {
  checkProperty(3000, [](std::uint64_t seed) {
    const PlanProblem problem = tinyOverlaps(seed, 1 + static_cast<std::int64_t>(seed % 9));
    if (fixedCollision(problem)) return;
    const ArenaPlan plan = exactPlan(problem);
    RC_ASSERT(sound(problem, plan));
    RC_ASSERT(plan.proven);
    RC_ASSERT(plan.arena.count() == BruteForceArena(problem).least(100));
  });
}

TEST(Exact, StopsAtACapacityThatAPlanWithDistancesFits) {
  checkProperty(500, [](std::uint64_t seed) {
    const PlanProblem problem = tinyOverlaps(seed, 6);
    if (fixedCollision(problem)) return;
    const std::int64_t least = BruteForceArena(problem).least(100);
    for (const std::int64_t capacity : {least - 1, least, least + 1}) {
      if (capacity < 0) continue;
      PlanOptions fitting;
      fitting.capacity = Bytes(capacity);
      const ArenaPlan plan = exactPlan(problem, fitting);
      RC_ASSERT(sound(problem, plan));
      RC_ASSERT((plan.arena <= Bytes(capacity)) == (capacity >= least));
      RC_ASSERT((plan.lowerBound > Bytes(capacity)) == (capacity < least));
    }
  });
}

TEST(Exact, PutsABufferBetweenTwoOfAChain) {
  // Of the chain 4 B lie at 0 in step 0 and 4 B at 10 in step 1; 6 B live in both.
  const PlanProblem problem{
      {buffer(4, {0, 1}), beside(buffer(4, {1, 2}), 0, 10), buffer(6, {0, 2})}};
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(sound(problem, plan));
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{Bytes(0), Bytes(10), Bytes(4)}));
  EXPECT_TRUE(plan.proven);
}

TEST(Exact, OverlappingLayersNeedLittleMoreThanTheLargestTensor) {
  // Each of 24 tensors is written 512 B in front of the one before; a residual lives beside some.
  PlanProblem problem{{buffer(64 * 1024, {0, 1})}};
  for (std::int64_t step = 1; step < 24; ++step) {
    problem.buffers.push_back(beside(buffer((64 - step) * 1024, {step - 1, step + 1}),
                                     static_cast<std::size_t>(step - 1), -512));
  }
  for (std::int64_t step = 1; step < 22; step += 4) {
    problem.buffers.push_back(buffer((64 - step) * 256, {step, step + 3}));
  }
  for (PlanBuffer& one : problem.buffers) one.alignment = 16;
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(sound(problem, plan));
  EXPECT_TRUE(plan.proven);
  EXPECT_GE(plan.arena, Bytes(64 * 1024 + 512));
  EXPECT_LE(plan.arena, Bytes(96 * 1024));
}

TEST(Exact, IsSoundWhereverItsStepsEnd) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    RandomProblemOptions random;
    random.most = 60;
    random.steps = 20;
    random.largest = 1000;
    random.distance = seed % 2 == 0 ? 0 : 300;
    const PlanProblem problem = randomProblem(seed, random);
    for (std::uint64_t steps = 1; steps < 400; ++steps) {
      PlanOptions options;
      options.workLimit = steps;
      EXPECT_TRUE(sound(problem, exactPlan(problem, options))) << seed << ' ' << steps;
    }
  }
}

}  // namespace
}  // namespace tessera::test
