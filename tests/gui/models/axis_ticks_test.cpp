#include "gui/models/axis_ticks.h"

#include <gtest/gtest.h>

namespace tessera::gui {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> words;
  for (const Tick& tick : ticks) words.push_back(tick.label);
  return words;
}

TEST(AxisTicks, OfBytesAreExact) {
  EXPECT_EQ(labels(byteTicks(200.0 * 1024, 4)),
            (std::vector<std::string>{"0", "64 KiB", "128 KiB", "192 KiB"}));
  EXPECT_EQ(labels(byteTicks(700, 3)), (std::vector<std::string>{"0", "256 B", "512 B"}));
  EXPECT_EQ(labels(byteTicks(3000, 2)), (std::vector<std::string>{"0", "2 KiB"}));
  EXPECT_TRUE(byteTicks(0, 4).empty());
}

TEST(AxisTicks, OfStepsAreAtTheirMiddles) {
  const auto ticks = timeTicks({10, 20}, TimelineAxis::steps, 5);
  EXPECT_EQ(labels(ticks), (std::vector<std::string>{"10", "12", "14", "16", "18"}));
  EXPECT_EQ(ticks.front().at, 10.5);
  EXPECT_EQ(labels(timeTicks({3, 4}, TimelineAxis::steps, 9)), (std::vector<std::string>{"3"}));
}

TEST(AxisTicks, OfMillisecondsHaveTheDecimalsThatTheyNeed) {
  EXPECT_EQ(labels(timeTicks({1.0, 1.1}, TimelineAxis::milliseconds, 5)),
            (std::vector<std::string>{"1.00", "1.02", "1.04", "1.06", "1.08", "1.10"}));
  EXPECT_EQ(labels(timeTicks({0, 400}, TimelineAxis::milliseconds, 4)),
            (std::vector<std::string>{"0", "100", "200", "300", "400"}));
}

TEST(AxisTicks, OfNothingAreNone) {
  EXPECT_TRUE(timeTicks({0, 0}, TimelineAxis::steps, 5).empty());
}

}  // namespace
}  // namespace tessera::gui
