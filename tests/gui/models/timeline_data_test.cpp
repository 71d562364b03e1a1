#include "gui/models/timeline_data.h"

#include <gtest/gtest.h>

#include <numeric>

#include "sim/report/run_figures.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

TEST(TimelineData, IsTheReports) {
  const gui::Run run = test::mobilenet();
  const Trace& trace = run->report.run.trace;
  const TimelineData data = timelineData(run);
  ASSERT_EQ(data.live.size(), trace.steps.size());
  for (std::size_t i = 0; i < data.live.size(); ++i) {
    EXPECT_EQ(data.live[i], trace.steps[i].live.count());
    EXPECT_EQ(std::accumulate(data.stacks[i].begin(), data.stacks[i].end(), std::int64_t{0}),
              data.live[i]);
  }
  EXPECT_EQ(data.peak, trace.totals.peak);
  EXPECT_EQ(data.peakLabel, "peak " + kib(trace.totals.peak) + ", step " +
                                std::to_string(trace.totals.peakStep) + ", " +
                                peakOperator(run->report.model.graph, run->report.run));
  EXPECT_EQ(data.limit.value().room(), largestContiguous(run->report.target->device));
}

TEST(TimelineData, OfNoRunIsEmpty) {
  EXPECT_TRUE(timelineData(nullptr).empty());
  EXPECT_FALSE(timelineData(nullptr).limit);
}

TEST(ExplainStep, AccountsForEveryByte) {
  const gui::Run run = test::mobilenet();
  const auto peak = static_cast<std::int64_t>(run->report.run.trace.totals.peakStep);
  const auto lines = explainStep(*run, peak);
  ASSERT_GE(lines.size(), 3U);
  EXPECT_EQ(lines[1], "live, exactly: " + exactBytes(run->report.run.trace.totals.peak));
  const std::size_t largest =
      liveBuffers(run->report.run.trace, static_cast<std::size_t>(peak)).front();
  EXPECT_EQ(lines[2].rfind(exactBytes(run->report.run.trace.buffers[largest].bytes), 0), 0U);
  EXPECT_TRUE(explainStep(*run, -1).empty());
  EXPECT_TRUE(explainStep(*run, 1'000'000).empty());
}

}  // namespace
}  // namespace tessera::gui
