#include "sim/memory/greedy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/memory/chains.h"
#include "sim/memory/validate.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/expect_error.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

/// A buffer as TFLM states it, with the first and the last step of its life.
struct Inclusive {
  std::int64_t size = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::optional<std::int64_t> offset = std::nullopt;
};

PlanProblem problemWith(const std::vector<Inclusive>& buffers) {
  PlanProblem problem;
  for (const Inclusive& given : buffers) {
    PlanBuffer buffer;
    buffer.size = Bytes(given.size);
    buffer.steps = {given.first, given.last + 1};
    if (given.offset) buffer.offset = Bytes(*given.offset);
    problem.buffers.push_back(buffer);
  }
  return problem;
}

std::vector<std::int64_t> offsetsOf(const ArenaPlan& plan) {
  std::vector<std::int64_t> offsets;
  for (const Bytes offset : plan.offsets) offsets.push_back(offset.count());
  return offsets;
}

void expectTflm(const std::vector<Inclusive>& buffers, const std::vector<std::int64_t>& offsets,
                std::int64_t arena) {
  const ArenaPlan plan = tflmGreedy(problemWith(buffers));
  EXPECT_EQ(offsetsOf(plan), offsets);
  EXPECT_EQ(plan.arena, Bytes(arena));
}

/// The sizes of a chain network's tensors, each alive while it is written and while it is read.
PlanProblem inSequence(const std::vector<std::int64_t>& sizes) {
  std::vector<Inclusive> buffers;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto step = static_cast<std::int64_t>(i);
    buffers.push_back({sizes[i], step, step + 1});
  }
  return problemWith(buffers);
}

TEST(TflmGreedy, PlacesLargerBuffersFirst) {
  expectTflm({{10, 0, 1}, {20, 0, 1}, {30, 0, 1}}, {50, 30, 0}, 60);
}

TEST(TflmGreedy, OfEqualBuffersTheLaterInTheListComesFirst) {
  expectTflm({{10, 0, 1}, {10, 0, 1}, {10, 0, 1}}, {20, 10, 0}, 30);
}

TEST(TflmGreedy, LiveRangesIncludeTheirLastStep) {
  expectTflm({{10, 0, 1}, {20, 1, 2}}, {20, 0}, 30);
  expectTflm({{10, 0, 1}, {20, 2, 3}}, {0, 0}, 20);
}

TEST(TflmGreedy, TakesTheFirstGapThatIsLargeEnoughAndNotTheBest) {
  // Between the fixed ones lie gaps of 30 and 10.
  expectTflm({{10, 0, 9, 0}, {10, 0, 9, 40}, {10, 0, 9, 60}, {10, 0, 9}}, {0, 40, 60, 10}, 70);
}

TEST(TflmGreedy, AGapMayEndAtABufferThatDoesNotLiveThen) {
  expectTflm({{10, 0, 1, 0}, {10, 5, 6, 10}, {30, 0, 1}}, {0, 10, 10}, 40);
}

TEST(TflmGreedy, OfflineOffsetsComeFirstAndUnchecked) {
  expectTflm({{10, 0, 1}, {50, 0, 1, 5}, {50, 1, 2, 20}}, {70, 5, 20}, 80);
}

TEST(TflmGreedy, MovesPastTheEndOfAllBelow) {
  // The second ends below the first, which it overlaps: what follows goes behind both.
  expectTflm({{100, 0, 1, 0}, {10, 0, 1, 20}, {5, 0, 1}}, {0, 20, 100}, 105);
}

TEST(TflmGreedy, ItsOwnExamples) {
  expectTflm({{10, 0, 1}, {20, 1, 2}, {30, 2, 3}, {40, 3, 4}, {50, 0, 1}}, {50, 70, 40, 0, 0}, 90);
  EXPECT_EQ(tflmGreedy(problemWith({{100, 0, 1}, {50, 2, 3}, {20, 1, 2}})).arena, Bytes(120));
}

TEST(TflmGreedy, WastesAThirdOnMobileNetV1) {
  // Width 0.25, 96x96 (visual wake words), int8, layer by layer.
  const PlanProblem problem =
      inSequence({27648, 18432, 18432, 36864, 9216, 18432, 18432, 18432, 4608, 9216, 9216,
                  9216,  2304,  4608,  4608,  4608, 4608,  4608,  4608,  4608, 4608, 4608,
                  4608,  4608,  1152,  2304,  2304, 2304,  256,   2,     2});
  const ArenaPlan plan = tflmGreedy(problem);
  EXPECT_EQ(plan.arena, Bytes(73728));
  EXPECT_EQ(plan.peak, Bytes(55296));
  EXPECT_FALSE(plan.proven);
}

TEST(TflmGreedy, AChainIsPlacedAsOneInTheOrderOfItsLargest) {
  PlanProblem problem = problemWith({{10, 0, 1}, {30, 2, 3}, {20, 0, 3}});
  problem.buffers[1].sameOffsetAs = 0;
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(0, 0, 30));
}

TEST(TflmGreedy, AChainClearsWhatLivesWithEachOfItsBuffers) {
  PlanProblem problem = problemWith({{10, 0, 1}, {20, 2, 3}, {25, 0, 1, 20}, {12, 2, 3, 45}});
  problem.buffers[1].sameOffsetAs = 0;
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(0, 0, 20, 45));
  problem.buffers[2].offset = Bytes(5);  // 10 B do not fit below 5, 20 B not from 30 up to 45
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(57, 57, 5, 45));
}

TEST(TinyengineFirstFit, OfEqualBuffersTheFirstCreatedComesFirst) {
  const ArenaPlan plan = tinyengineFirstFit(problemWith({{10, 0, 1}, {10, 0, 1}, {20, 1, 2}}));
  EXPECT_THAT(offsetsOf(plan), testing::ElementsAre(20, 30, 0));
}

TEST(TinyengineFirstFit, WhatAStrideTwoDepthwiseLeavesOccupiesAQuarter) {
  // 40 B shrink to 10 B after step 1; 30 B that begin later lie directly above those.
  PlanProblem problem = problemWith({{40, 0, 1}, {10, 2, 3}, {30, 2, 3}, {20, 1, 2}});
  problem.buffers[1].sameOffsetAs = 0;
  EXPECT_THAT(offsetsOf(tinyengineFirstFit(problem)), testing::ElementsAre(0, 0, 10, 40));
}

TEST(TinyengineFirstFit, AChainAsksForItsLargestSizeThroughout) {
  PlanProblem problem = problemWith({{40, 0, 1}, {10, 2, 3}, {50, 3, 4, 20}});
  problem.buffers[1].sameOffsetAs = 0;
  EXPECT_THAT(offsetsOf(tinyengineFirstFit(problem)), testing::ElementsAre(70, 70, 20));
}

TEST(Greedy, HonoursAlignments) {
  PlanProblem problem = problemWith({{10, 0, 1}, {7, 0, 1}, {3, 0, 1}});
  problem.buffers[1].alignment = 16;
  problem.buffers[2].alignment = 2;
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(0, 16, 10));
}

TEST(Greedy, EveryPlanIsValidAndNoneBeatsTheBound) {
  checkProperty(500, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 40;
    const PlanProblem problem = randomProblem(seed, options);
    for (const ArenaPlan& plan : {tflmGreedy(problem), tinyengineFirstFit(problem)}) {
      RC_ASSERT(!validate(problem, plan));
      RC_ASSERT(plan.arena >= plan.lowerBound);
      RC_ASSERT(plan.lowerBound >= plan.peak);
    }
  });
}

TEST(Greedy, FixedOffsetsAreKept) {
  checkProperty(500, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.fixed = true;
    const PlanProblem problem = randomProblem(seed, options);
    for (const ArenaPlan& plan : {tflmGreedy(problem), tinyengineFirstFit(problem)}) {
      const auto fault = validate(problem, plan);
      if (!fault) return;
      // Fixed ones are placed unchecked: nothing else may collide.
      const Collision* collision = std::get_if<Collision>(&*fault);
      RC_ASSERT(collision != nullptr);
      const std::vector<Chain> chains = chainsOf(problem);
      const auto fixed = [&](std::size_t buffer) {
        return std::any_of(chains.begin(), chains.end(), [&](const Chain& chain) {
          return chain.offset && std::count(chain.buffers.begin(), chain.buffers.end(), buffer) > 0;
        });
      };
      RC_ASSERT(fixed(collision->first) && fixed(collision->second));
    }
  });
}

TEST(Greedy, RefusesNonsense) {
  expectError(ErrorCode::input, {"buffer 0"}, [] { tflmGreedy(problemWith({{-1, 0, 1}})); });
  expectError(ErrorCode::input, {"buffer 0"}, [] { tinyengineFirstFit(problemWith({{1, 2, 0}})); });
}

TEST(TflmGreedy, AChainWithDistancesIsPlacedAsOneInTheOrderOfItsExtent) {
  // 10 B and 20 B over them from 6 B below take 20 B together; 18 B live with both.
  PlanProblem problem = problemWith({{18, 0, 3}, {10, 0, 1}, {20, 1, 3}});
  problem.buffers[2] = beside(problem.buffers[2], 1, -6);
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(20, 6, 0));
  EXPECT_EQ(tflmGreedy(problem).peak, Bytes(38));
}

TEST(TflmGreedy, WhatLivesWithOneOfAChainOnlyLiesUnderTheOther) {
  // The chain's upper buffer lives in step 0 only: 5 B lie below it then.
  PlanProblem problem = problemWith({{10, 0, 0}, {6, 1, 1}, {5, 0, 0}});
  problem.buffers[1] = beside(problem.buffers[1], 0, -6);
  EXPECT_THAT(offsetsOf(tflmGreedy(problem)), testing::ElementsAre(6, 0, 0));
}

TEST(TinyengineFirstFit, AChainWithDistancesAsksForItsExtentThroughout) {
  PlanProblem problem = problemWith({{10, 0, 0}, {6, 1, 1}, {5, 0, 0, 0}});
  problem.buffers[1] = beside(problem.buffers[1], 0, -6);
  EXPECT_THAT(offsetsOf(tinyengineFirstFit(problem)), testing::ElementsAre(11, 5, 0));
}

TEST(Greedy, EveryPlanWithDistancesIsValidAndNoneBeatsTheBound) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.most = 40;
    options.distance = 1 + static_cast<std::int64_t>(seed % 40);
    const PlanProblem problem = randomProblem(seed, options);
    for (const ArenaPlan& plan : {tflmGreedy(problem), tinyengineFirstFit(problem)}) {
      RC_ASSERT(!validate(problem, plan));
      RC_ASSERT(plan.arena >= plan.lowerBound);
      RC_ASSERT(plan.lowerBound >= plan.peak);
    }
  });
}

}  // namespace
}  // namespace tessera::test
