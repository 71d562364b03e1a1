#include "sim/run/plan_problem.h"

#include <gtest/gtest.h>

namespace tessera::test {
namespace {

TEST(ProblemOf, KeepsSizesRangesAlignmentsAndPlaces) {
  Trace trace;
  trace.buffers.resize(2);
  trace.buffers[0].bytes = Bytes(33);
  trace.buffers[0].steps = {0, 2};
  trace.buffers[0].alignment = 4;
  trace.buffers[1].bytes = Bytes(16);
  trace.buffers[1].steps = {2, 3};
  trace.buffers[1].overwrites = 0;

  const PlanProblem problem = problemOf(trace);
  ASSERT_EQ(problem.buffers.size(), 2U);
  EXPECT_EQ(problem.buffers[0].size, Bytes(33));
  EXPECT_EQ(problem.buffers[0].steps, (Interval{0, 2}));
  EXPECT_EQ(problem.buffers[0].alignment, 4);
  EXPECT_FALSE(problem.buffers[0].sameOffsetAs);
  EXPECT_EQ(problem.buffers[1].sameOffsetAs, 0U);
  EXPECT_FALSE(problem.buffers[1].offset);
}

TEST(ProblemOf, RoundsSizesUpBeforePlanning) {
  Trace trace;
  for (const std::int64_t bytes : {0, 1, 16, 17}) {
    trace.buffers.emplace_back();
    trace.buffers.back().bytes = Bytes(bytes);
    trace.buffers.back().steps = {0, 1};
  }
  const PlanProblem problem = problemOf(trace, 16);
  std::vector<std::int64_t> sizes;
  for (const PlanBuffer& buffer : problem.buffers) sizes.push_back(buffer.size.count());
  EXPECT_EQ(sizes, (std::vector<std::int64_t>{0, 16, 16, 32}));
}

}  // namespace
}  // namespace tessera::test
