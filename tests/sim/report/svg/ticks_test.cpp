#include "sim/report/svg/ticks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera::svg {
namespace {

TEST(Ticks, AreOneTwoOrFiveTimesAPowerOfTenApart) {
  EXPECT_EQ(decimalTicks(10, 5, false), (std::vector<double>{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(decimalTicks(45, 5, true), (std::vector<double>{0, 10, 20, 30, 40}));
  EXPECT_EQ(decimalTicks(1.2, 3, false), (std::vector<double>{0, 0.5, 1}));
}

TEST(Ticks, OfStepsAreWhole) {
  EXPECT_EQ(decimalTicks(3, 14, true), (std::vector<double>{0, 1, 2, 3}));
}

TEST(Ticks, OfBytesAreAPowerOfTwoApart) {
  EXPECT_EQ(byteTicks(100, 4), (std::vector<double>{0, 32, 64, 96}));
  EXPECT_EQ(byteTicks(3, 6), (std::vector<double>{0, 1, 2, 3}));
}

TEST(Ticks, OfNothingAreNone) {
  EXPECT_TRUE(decimalTicks(0, 5, false).empty());
  EXPECT_TRUE(byteTicks(-1, 5).empty());
}

TEST(Ticks, AreNeverMoreThanAskedForAndOne) {
  for (int i = 0; i < 80; ++i) {
    const double most = 0.001 * std::pow(1.37, i);
    EXPECT_LE(decimalTicks(most, 7, false).size(), 8U) << most;
    EXPECT_LE(byteTicks(most, 7).size(), 8U) << most;
  }
}

}  // namespace
}  // namespace tessera::svg
