#include "sim/memory/validate.h"

#include <gtest/gtest.h>

#include "sim/memory/greedy.h"
#include "tests/sim/memory/plan_buffer.h"
#include "tests/sim/memory/random_problem.h"
#include "tests/support/property.h"

namespace tessera::test {
namespace {

/// 10 B in [0,2), 20 B in [1,3) at a multiple of 5, 8 B fixed at 30, 6 B in place of the first.
PlanProblem example() {
  PlanProblem problem{
      {buffer(10, {0, 2}), buffer(20, {1, 3}), buffer(8, {0, 3}), buffer(6, {2, 4})}};
  problem.buffers[1].alignment = 5;
  problem.buffers[2].offset = Bytes(30);
  problem.buffers[3].sameOffsetAs = 0;
  return problem;
}

ArenaPlan planOf(const std::vector<std::int64_t>& offsets, std::int64_t arena) {
  ArenaPlan plan;
  for (const std::int64_t offset : offsets) plan.offsets.emplace_back(offset);
  plan.arena = Bytes(arena);
  return plan;
}

std::string faultOf(const std::vector<std::int64_t>& offsets, std::int64_t arena) {
  static const std::vector<std::string> names{"a", "b", "c", "d"};
  const auto fault = validate(example(), planOf(offsets, arena));
  return fault ? describe(*fault, names) : "";
}

TEST(Validate, AcceptsAPlanThatHolds) {
  EXPECT_EQ(faultOf({0, 10, 30, 0}, 38), "");
  EXPECT_EQ(faultOf({0, 10, 30, 0}, 50), "");
  EXPECT_FALSE(validate({}, ArenaPlan{}));
}

TEST(Validate, NamesEachFault) {
  EXPECT_EQ(faultOf({0, 10}, 38), "the plan has 2 offsets for 4 buffers");
  EXPECT_EQ(faultOf({-1, 10, 30, -1}, 38), "'a' has a negative offset");
  EXPECT_EQ(faultOf({0, 12, 30, 0}, 38),
            "'b' lies at an offset that is no multiple of its alignment");
  EXPECT_EQ(faultOf({0, 10, 31, 0}, 39), "'c' does not lie at its fixed offset");
  EXPECT_EQ(faultOf({0, 10, 30, 1}, 38),
            "'d' does not lie at the offset of 'a', in whose place it is written");
  EXPECT_EQ(faultOf({0, 10, 30, 0}, 37), "'c' ends beyond the arena");
  EXPECT_EQ(faultOf({1, 10, 30, 1}, 38), "'a' and 'b' share addresses in step 1");
}

TEST(Validate, SeesACollisionWithALaterBufferOfAChain) {
  EXPECT_EQ(faultOf({30, 0, 30, 30}, 40), "'a' and 'c' share addresses in step 0");
  PlanProblem problem{{buffer(4, {0, 2}), buffer(9, {2, 4}), buffer(5, {3, 4})}};
  problem.buffers[1].sameOffsetAs = 0;
  const auto fault = validate(problem, planOf({0, 0, 4}, 9));
  ASSERT_TRUE(fault);
  EXPECT_EQ(describe(*fault, {}), "buffer 1 and buffer 2 share addresses in step 3");
}

TEST(Validate, TouchingIsNoCollision) {
  EXPECT_FALSE(
      validate({{buffer(4, {0, 2}), buffer(4, {2, 4}), buffer(4, {1, 3})}}, planOf({0, 0, 4}, 8)));
  // No bytes, no collision.
  EXPECT_FALSE(validate({{buffer(4, {0, 2}), buffer(0, {0, 2})}}, planOf({0, 2}, 4)));
}

TEST(Validate, HugeOffsetsDoNotWrap) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto fault = validate({{buffer(4, {0, 2})}}, planOf({most}, most));
  ASSERT_TRUE(fault);
  EXPECT_TRUE(std::holds_alternative<BeyondArena>(*fault));
}

/// The same question asked byte by byte.
bool sharesAByte(const PlanProblem& problem, const ArenaPlan& plan) {
  for (std::int64_t step = 0; step < 20; ++step) {
    std::vector<int> used(static_cast<std::size_t>(plan.arena.count()), 0);
    for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
      if (!problem.buffers[i].steps.contains(step)) continue;
      const auto begin = static_cast<std::size_t>(plan.offsets[i].count());
      for (std::int64_t byte = 0; byte < problem.buffers[i].size.count(); ++byte) {
        if (used[begin + static_cast<std::size_t>(byte)]++ > 0) return true;
      }
    }
  }
  return false;
}

TEST(Validate, AgreesWithAByteMapOnShiftedPlans) {
  checkProperty(1000, [](std::uint64_t seed) {
    RandomProblemOptions options;
    options.alignments = options.chains = false;
    const PlanProblem problem = randomProblem(seed, options);
    ArenaPlan plan = tflmGreedy(problem);
    Bytes& moved = plan.offsets[seed % plan.offsets.size()];
    moved =
        Bytes(std::max<std::int64_t>(0, moved.count() - 1 - static_cast<std::int64_t>(seed % 3)));
    RC_ASSERT(validate(problem, plan).has_value() == sharesAByte(problem, plan));
  });
}

/// 10 B, 20 B written over them from 4 B below, and 5 B beside both.
PlanProblem overlapping() {
  return {{buffer(10, {0, 2}), beside(buffer(20, {1, 3}), 0, -4), buffer(5, {0, 3})}};
}

TEST(Validate, BuffersThatADistanceRelatesShareAddresses) {
  EXPECT_FALSE(validate(overlapping(), planOf({4, 0, 20}, 25)));
  // Related through the first only.
  PlanProblem problem = overlapping();
  problem.buffers[2] = beside(problem.buffers[2], 0, 3);
  EXPECT_FALSE(validate(problem, planOf({4, 0, 7}, 20)));
}

TEST(Validate, NamesTheFaultsOfADistance) {
  const auto fault = validate(overlapping(), planOf({4, 1, 21}, 26));
  ASSERT_TRUE(fault);
  EXPECT_EQ(describe(*fault, {}),
            "buffer 1 lies -3 B from buffer 0, over which it is written, not -4 B");
  const auto collision = validate(overlapping(), planOf({4, 0, 19}, 24));
  ASSERT_TRUE(collision);
  EXPECT_EQ(describe(*collision, {}), "buffer 1 and buffer 2 share addresses in step 1");
}

TEST(Validate, SeesADistanceThatIsOffByOne) {
  int seen = 0;
  checkProperty(500, [&](std::uint64_t seed) {
    RandomProblemOptions options;
    options.distance = 10;
    PlanProblem problem = randomProblem(seed, options);
    const ArenaPlan plan = tflmGreedy(problem);
    RC_ASSERT(!validate(problem, plan));
    for (std::size_t i = 0; i < problem.buffers.size(); ++i) {
      if (!problem.buffers[i].sameOffsetAs) continue;
      for (const std::int64_t off : {-1, 1}) {
        PlanProblem mutant = problem;
        mutant.buffers[i].distance += Bytes(off);
        RC_ASSERT(validate(mutant, plan).has_value());
        ArenaPlan moved = plan;
        moved.offsets[i] += Bytes(off);
        RC_ASSERT(validate(problem, moved).has_value());
        ++seen;
      }
    }
  });
  EXPECT_GT(seen, 500);
}

}  // namespace
}  // namespace tessera::test
