#include "sim/report/timeline_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

/// Steps of these live bytes and cycles, at 1 kHz: a cycle is a millisecond.
SimulationReport report(const std::vector<std::pair<std::int64_t, std::int64_t>>& steps) {
  SimulationReport made{
      {"net", "", "", "", "", {}, {}, {}, Graph(Network{})}, livenessRuntime(), {}};
  for (const auto& [live, cycles] : steps) {
    Step step;
    step.live = Bytes(live);
    step.cycles = Cycles(cycles);
    Totals& totals = made.run.trace.totals;
    totals.peak = std::max(totals.peak, step.live);
    totals.cycles = totals.cycles.value_or(Cycles(0)) + *step.cycles;
    ++totals.steps;
    made.run.trace.steps.push_back(step);
  }
  TargetReport target;
  target.device.clock = Hertz(1000);
  target.device.statedContiguous = Bytes(1 << 20);
  target.latency = LatencyMatch{};
  made.target = target;
  return made;
}

std::size_t count(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

const TextStyle ascii{32, false, false};  // 20 columns beside the labels

TEST(Timeline, AStepIsAsWideAsTheOthersOrAsItsTime) {
  // The first step takes nine tenths of the time and half of the peak.
  const SimulationReport two = report({{50, 9}, {100, 1}});
  EXPECT_EQ(count(timelineText(two, TimelineAxis::steps, ascii), '#'), 10U * 5 + 10 * 10);
  EXPECT_EQ(count(timelineText(two, TimelineAxis::milliseconds, ascii), '#'), 18U * 5 + 2 * 10);
}

TEST(Timeline, AColumnOfSeveralStepsShowsTheLargest) {
  std::vector<std::pair<std::int64_t, std::int64_t>> steps(200, {10, 1});
  steps[100].first = 100;
  const std::string text = timelineText(report(steps), TimelineAxis::steps, ascii);
  EXPECT_EQ(count(text, '#'), 19U + 10);
}

TEST(Timeline, MarksASmallerSram) {
  SimulationReport small = report({{100, 1}, {20, 1}});
  small.target->device.statedContiguous = Bytes(45);
  const std::string text = timelineText(small, TimelineAxis::steps, ascii);
  EXPECT_NE(text.find("SRAM -"), std::string::npos) << text;
  EXPECT_EQ(timelineText(report({{100, 1}}), TimelineAxis::steps, ascii).find("SRAM"),
            std::string::npos);
}

TEST(Timeline, NeedsALatencyToBeDrawnAgainstTime) {
  SimulationReport none = report({{100, 1}});
  none.target.reset();
  test::expectError(ErrorCode::usage, {"--target"},
                    [&] { timelineText(none, TimelineAxis::milliseconds, ascii); });
  EXPECT_EQ(timelineText(none, TimelineAxis::none, ascii), "");
  EXPECT_EQ(timelineText(report({}), TimelineAxis::steps, ascii), "");
}

}  // namespace
}  // namespace tessera
