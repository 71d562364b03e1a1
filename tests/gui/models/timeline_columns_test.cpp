#include "gui/models/timeline_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sim/report/svg/columns.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

struct Steps {
  std::vector<std::int64_t> live;
  std::vector<double> ends;
};

/// Of random weights and widths, some of no width.
Steps randomSteps(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> weight(0, 1000);
  std::uniform_int_distribution<int> width(0, 40);
  Steps steps;
  double at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    steps.live.push_back(weight(random));
    steps.ends.push_back(at += width(random) * 0.1);
  }
  return steps;
}

double beginOf(const Steps& steps, std::int64_t step) {
  return step == 0 ? 0 : steps.ends[static_cast<std::size_t>(step - 1)];
}

/// By looking at every step: what is in view is in one column each, and its column says the truth.
void expectTrue(const Steps& steps, VisibleRange visible, int pixels) {
  const auto columns = timelineColumns(steps.live, steps.ends, visible, pixels);
  std::vector<int> seen(steps.live.size());
  for (const TimelineColumn& column : columns) {
    ASSERT_FALSE(column.steps.empty());
    EXPECT_EQ(column.begin, beginOf(steps, column.steps.begin));
    EXPECT_EQ(column.end, beginOf(steps, column.steps.end));
    std::int64_t heaviest = column.steps.begin;
    std::int64_t lightest = column.steps.begin;
    for (std::int64_t i = column.steps.begin; i < column.steps.end; ++i) {
      const auto live = [&](std::int64_t step) {
        return steps.live[static_cast<std::size_t>(step)];
      };
      ++seen[static_cast<std::size_t>(i)];
      if (live(i) > live(heaviest)) heaviest = i;
      if (live(i) < live(lightest)) lightest = i;
    }
    EXPECT_EQ(column.heaviest, heaviest);
    EXPECT_EQ(column.lightest, lightest);
    const double pixel = (visible.end - visible.begin) / pixels;
    if (column.shared()) {
      EXPECT_LE(column.end - column.begin, pixel * (1 + 1e-9));
    }
  }
  for (std::size_t i = 0; i < steps.live.size(); ++i) {
    const double begin = beginOf(steps, static_cast<std::int64_t>(i));
    const bool inView = begin < visible.end && steps.ends[i] > visible.begin;
    EXPECT_EQ(seen[i], inView ? 1 : 0) << "step " << i;
  }
  EXPECT_LE(columns.size(), static_cast<std::size_t>(2 * pixels + 2));
}

TEST(TimelineColumns, SayTheTruthOfEveryStepInView) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Steps steps = randomSteps(700, seed);
    const double end = steps.ends.back();
    for (const int pixels : {1, 7, 100, 1000, 5000}) {
      expectTrue(steps, {end * 0.21, end * 0.77}, pixels);
    }
  }
}

TEST(TimelineColumns, OfAllStepsAreThoseOfTheReportsPicture) {
  const gui::Run run = test::mobilenet("patch:8x8@auto");
  const Trace& trace = run->report.run.trace;
  const std::vector<double> ends = stepEnds(run->report, TimelineAxis::steps);
  std::vector<std::int64_t> live;
  for (const Step& step : trace.steps) live.push_back(step.live.count());
  for (const std::size_t pixels : {100U, 301U, 2000U}) {
    const auto expected = svg::columnsOf(trace, ends, pixels);
    const auto columns = timelineColumns(live, ends, {0, ends.back()}, static_cast<int>(pixels));
    ASSERT_EQ(columns.size(), expected.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      EXPECT_EQ(columns[i].begin, expected[i].begin);
      EXPECT_EQ(columns[i].end, expected[i].end);
      EXPECT_EQ(columns[i].heaviest, static_cast<std::int64_t>(expected[i].heaviest));
      EXPECT_EQ(columns[i].lightest, static_cast<std::int64_t>(expected[i].lightest));
    }
  }
}

TEST(TimelineColumns, PanningRegroupsNothing) {
  const Steps steps = randomSteps(2000, 7);
  const double width = steps.ends.back() / 3;
  const auto before = timelineColumns(steps.live, steps.ends, {100, 100 + width}, 64);
  const auto after = timelineColumns(steps.live, steps.ends, {103.3, 103.3 + width}, 64);
  std::size_t compared = 0;
  for (const TimelineColumn& column : after) {
    for (const TimelineColumn& other : before) {
      if (other.steps.begin != column.steps.begin) continue;
      if (other.end >= 100 + width || other.begin <= 103.3) continue;
      EXPECT_EQ(other.steps.end, column.steps.end);
      ++compared;
    }
  }
  EXPECT_GT(compared, 50U);
}

TEST(TimelineColumns, AHullIsTheHeaviestOfWhatItJoins) {
  const Steps steps = randomSteps(3000, 11);
  const VisibleRange visible{0, steps.ends.back()};
  const auto columns = timelineColumns(steps.live, steps.ends, visible, 500);
  ASSERT_TRUE(isCrowded(columns));
  const double width = 6 * steps.ends.back() / 500;
  const auto joined = hullOf(columns, steps.live, width);
  EXPECT_LT(joined.size(), columns.size() / 5);
  std::int64_t next = 0;
  for (const TimelineColumn& column : joined) {
    EXPECT_EQ(column.steps.begin, next);
    next = column.steps.end;
    const auto begin = steps.live.begin() + column.steps.begin;
    const auto end = steps.live.begin() + column.steps.end;
    EXPECT_EQ(steps.live.begin() + column.heaviest, std::max_element(begin, end));
    EXPECT_EQ(steps.live.begin() + column.lightest, std::min_element(begin, end));
    EXPECT_EQ(column.end, beginOf(steps, column.steps.end));
  }
  EXPECT_EQ(next, 3000);
  EXPECT_EQ(hullOf(columns, steps.live, 1e-9).size(), columns.size()) << "wider ones stay alone";
}

TEST(TimelineColumns, OfNothingAreNone) {
  EXPECT_TRUE(timelineColumns({}, {}, {0, 1}, 10).empty());
  EXPECT_TRUE(timelineColumns({1}, {1.0}, {0, 0}, 10).empty());
  EXPECT_TRUE(timelineColumns({1}, {1.0}, {0, 1}, 0).empty());
  EXPECT_EQ(timelineColumns({5}, {1.0}, {0, 1}, 10).size(), 1U);
}

}  // namespace
}  // namespace tessera::gui
