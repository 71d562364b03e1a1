#include <gtest/gtest.h>

#include <atomic>
#include <random>

#include "core/error.h"
#include "sim/memory/exact/exact.h"
#include "sim/memory/fixed.h"
#include "sim/memory/greedy.h"
#include "sim/memory/validate.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

/// A problem of nasty numbers: nothing, all, equal, enormous. Most are refused.
PlanProblem hostileProblem(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto one = [&](std::initializer_list<std::int64_t> values) {
    return *(values.begin() + random() % values.size());
  };
  const bool mild = random() % 4 != 0;
  PlanProblem problem;
  const std::size_t count = random() % 40;
  for (std::size_t i = 0; i < count; ++i) {
    PlanBuffer buffer;
    const std::int64_t huge = std::int64_t{1} << (mild ? 50 : 61);
    buffer.size = Bytes(one({0, 0, 1, 7, 7, 7, 1000, huge, mild ? 3 : -1}));
    const std::int64_t begin = one({0, 0, 1, 2, 5, mild ? 6 : std::int64_t{-1} << 62});
    buffer.steps = {begin,
                    mild ? begin + one({1, 1, 2, 8}) : one({1, 5, 9, std::int64_t{1} << 62})};
    buffer.alignment = one({1, 1, 1, 2, 3, 64, std::int64_t{1} << 40, mild ? 5 : 0});
    if (random() % 10 == 0) buffer.offset = Bytes(one({0, 64, 192, mild ? 960 : huge}));
    if (random() % 4 == 0 && i > 0) buffer.sameOffsetAs = random() % (mild ? i : i + 1);
    problem.buffers.push_back(buffer);
    while (mild && faultOf(problem)) {
      PlanBuffer& last = problem.buffers.back();
      if (!last.sameOffsetAs && !last.offset) {
        problem.buffers.pop_back();
        break;
      }
      last.sameOffsetAs.reset();
      last.offset.reset();
    }
  }
  return problem;
}

/// A valid plan, or an error in one line that a user can read.
template <class Plan>
void expectPlanOrError(const PlanProblem& problem, const Plan& plan, int& planned) {
  try {
    const ArenaPlan made = plan(problem);
    const auto fault = validate(problem, made);
    ++planned;
    RC_ASSERT(made.lowerBound >= made.peak);
    if (!fault) {
      RC_ASSERT(made.arena >= made.lowerBound);
    } else {  // TFLite Micro's and TinyEngine's planners do not check fixed offsets
      RC_ASSERT(std::holds_alternative<Collision>(*fault));
      RC_ASSERT(fixedCollision(problem).has_value());
    }
  } catch (const Error& error) {
    RC_ASSERT(error.code() == ErrorCode::input);
  }
}

TEST(Hostile, EveryPlannerMakesAPlanOrSaysWhyNot) {
  int planned = 0;
  checkProperty(2000, [&](std::uint64_t seed) {
    const PlanProblem problem = hostileProblem(seed);
    expectPlanOrError(problem, tflmGreedy, planned);
    expectPlanOrError(problem, tinyengineFirstFit, planned);
    expectPlanOrError(
        problem,
        [](const PlanProblem& given) {
          std::atomic<bool> stop{false};
          int rounds = 0;
          PlanOptions options;
          options.stop = &stop;
          options.progress = [&](Bytes, Bytes) { stop = ++rounds == 4; };
          const ArenaPlan made = exactPlan(given, options);
          RC_ASSERT(!validate(given, made));
          return made;
        },
        planned);
  });
  EXPECT_GT(planned, 3000);
}

/// The same live range for all: any stack is a best plan.
TEST(Hostile, ManyEqualBuffers) {
  PlanProblem problem;
  for (int i = 0; i < 2000; ++i) problem.buffers.push_back({Bytes(64), {0, 5}, 1, {}, {}});
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_TRUE(plan.proven);
  EXPECT_EQ(plan.arena, Bytes(128000));
  EXPECT_FALSE(validate(problem, plan));
}

/// Too many for exact search, each next to thousands: only what is quick is tried.
TEST(Hostile, MoreThanCanBeSearched) {
  std::mt19937_64 random(5);
  PlanProblem problem;
  for (int i = 0; i < 12000; ++i) {
    const auto begin = static_cast<std::int64_t>(random() % 20000);
    const auto length = static_cast<std::int64_t>(1 + random() % 40);
    problem.buffers.push_back(
        {Bytes(static_cast<std::int64_t>(random() % 5000)), {begin, begin + length}, 1, {}, {}});
  }
  const ArenaPlan plan = exactPlan(problem);
  EXPECT_FALSE(validate(problem, plan));
  EXPECT_GE(plan.arena, plan.lowerBound);
  EXPECT_LE(plan.arena, tflmGreedy(problem).arena);
}

/// Distances of nasty numbers too.
PlanProblem withDistances(PlanProblem problem, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  constexpr std::int64_t huge = std::int64_t{1} << 60;
  const std::vector<std::int64_t> distances{0,    1,    -7,        64,        -192,
                                            1000, huge, -huge - 1, INT64_MIN, INT64_MAX};
  for (std::size_t i = 1; i < problem.buffers.size(); ++i) {
    if (random() % 3 != 0) continue;
    const PlanBuffer before = problem.buffers[i];
    problem.buffers[i].sameOffsetAs = random() % i;
    problem.buffers[i].distance = Bytes(distances[random() % distances.size()]);
    if (random() % 20 != 0 && faultOf(problem)) problem.buffers[i] = before;
  }
  return problem;
}

TEST(Hostile, DistancesToo) {
  int planned = 0;
  checkProperty(1000, [&](std::uint64_t seed) {
    const PlanProblem problem = withDistances(hostileProblem(seed), seed);
    expectPlanOrError(problem, tflmGreedy, planned);
    expectPlanOrError(problem, tinyengineFirstFit, planned);
    expectPlanOrError(
        problem,
        [](const PlanProblem& given) {
          PlanOptions options;
          options.workLimit = 1000;
          return exactPlan(given, options);
        },
        planned);
  });
  EXPECT_GT(planned, 1000);
}

}  // namespace
}  // namespace tessera::test
