#include "sim/report/svg/columns.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/simulation_report.h"

namespace tessera::svg {
namespace {

Trace traceOf(const std::vector<std::int64_t>& live) {
  Trace trace;
  for (const std::int64_t bytes : live) {
    trace.steps.emplace_back();
    trace.steps.back().live = Bytes(bytes);
  }
  return trace;
}

TEST(Columns, StacksAddUpToTheStepsLiveBytes) {
  const Trace trace = test::patchedReport().run.trace;
  const std::vector<Stack> stacks = stacksOf(trace);
  ASSERT_EQ(stacks.size(), trace.steps.size());
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    const auto sum = std::accumulate(stacks[i].begin(), stacks[i].end(), std::int64_t{0});
    EXPECT_EQ(Bytes(sum), trace.steps[i].live) << i;
  }
}

TEST(Columns, WideStepsHaveOneEach) {
  const auto columns = columnsOf(traceOf({5, 7, 6}), {1, 2, 3}, 100);
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[1].begin, 1);
  EXPECT_EQ(columns[1].end, 2);
  EXPECT_EQ(columns[1].heaviest, 1U);
}

TEST(Columns, NarrowStepsShareOneThatKnowsBothExtremes) {
  std::vector<std::int64_t> live(1000, 10);
  live[501] = 99;
  live[502] = 1;
  std::vector<double> ends(1000);
  std::iota(ends.begin(), ends.end(), 1.0);
  const auto columns = columnsOf(traceOf(live), ends, 100);
  ASSERT_EQ(columns.size(), 100U);
  EXPECT_EQ(columns[50].heaviest, 501U);
  EXPECT_EQ(columns[50].lightest, 502U);
  for (std::size_t i = 1; i < columns.size(); ++i) EXPECT_EQ(columns[i - 1].end, columns[i].begin);
}

TEST(Columns, AWideStepDoesNotShareWithANarrowOne) {
  const auto columns = columnsOf(traceOf({5, 7, 6}), {0.1, 50, 100}, 100);
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[0].end, 0.1);
}

TEST(Columns, StepsWithoutWidthAreNotLost) {
  const auto columns = columnsOf(traceOf({5, 9, 6}), {50, 50, 100}, 100);
  std::size_t heaviest = 0;
  for (const TimeColumn& column : columns) {
    if (column.heaviest == 1) ++heaviest;
  }
  EXPECT_EQ(heaviest, 1U);
}

}  // namespace
}  // namespace tessera::svg
