#include "sim/report/timeline_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

/// Steps of these live bytes and cycles, at 1 kHz: a cycle is a millisecond.
SimulationReport timelineReport(const std::vector<std::pair<std::int64_t, std::int64_t>>& steps) {
  SimulationReport made{
      {"net", "", "", "", "", {}, {}, {}, Graph(Network{})}, runtimeNamed("liveness"), {}};
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

std::size_t occurrences(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

const TextStyle narrowAscii{32, false, false};  // 20 columns beside the labels

TEST(Timeline, AStepIsAsWideAsTheOthersOrAsItsTime) {
  // The first step takes nine tenths of the time and half of the peak.
  const SimulationReport two = timelineReport({{50, 9}, {100, 1}});
  EXPECT_EQ(occurrences(timelineText(two, TimelineAxis::steps, narrowAscii), '#'),
            10U * 5 + 10 * 10);
  EXPECT_EQ(occurrences(timelineText(two, TimelineAxis::milliseconds, narrowAscii), '#'),
            18U * 5 + 2 * 10);
}

TEST(Timeline, AColumnOfSeveralStepsShowsTheLargest) {
  std::vector<std::pair<std::int64_t, std::int64_t>> steps(200, {10, 1});
  steps[100].first = 100;
  const std::string text = timelineText(timelineReport(steps), TimelineAxis::steps, narrowAscii);
  EXPECT_EQ(occurrences(text, '#'), 19U + 10);
}

TEST(Timeline, MarksASmallerSram) {
  SimulationReport small = timelineReport({{100, 1}, {20, 1}});
  small.target->device.statedContiguous = Bytes(45);
  const std::string text = timelineText(small, TimelineAxis::steps, narrowAscii);
  EXPECT_NE(text.find("SRAM -"), std::string::npos) << text;
  EXPECT_EQ(timelineText(timelineReport({{100, 1}}), TimelineAxis::steps, narrowAscii).find("SRAM"),
            std::string::npos);
}

TEST(Timeline, NeedsALatencyToBeDrawnAgainstTime) {
  SimulationReport none = timelineReport({{100, 1}});
  none.target.reset();
  test::expectError(ErrorCode::usage, {"--target"},
                    [&] { timelineText(none, TimelineAxis::milliseconds, narrowAscii); });
  EXPECT_EQ(timelineText(none, TimelineAxis::none, narrowAscii), "");
  EXPECT_EQ(timelineText(timelineReport({}), TimelineAxis::steps, narrowAscii), "");
}

}  // namespace
}  // namespace tessera
