#include "sim/memory/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tessera::test {
namespace {

PlanBuffer buffer(std::int64_t size, Interval steps) { return {Bytes(size), steps, 1, {}, {}}; }

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

}  // namespace
}  // namespace tessera::test
