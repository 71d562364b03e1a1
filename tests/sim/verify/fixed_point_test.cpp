#include "sim/verify/fixed_point.h"

#include <gtest/gtest.h>

#include <limits>

namespace tessera::verify {
namespace {

using Limits = std::numeric_limits<std::int32_t>;

constexpr std::int32_t half = 1 << 30;  // of a significand

TEST(FixedPointMultiplier, HasALeadingOneAndAShift) {
  const auto expect = [](double real, std::int32_t significand, int shift) {
    const FixedPointMultiplier multiplier = fixedPointMultiplier(real);
    EXPECT_EQ(multiplier.significand, significand) << real;
    EXPECT_EQ(multiplier.shift, shift) << real;
  };
  expect(0.5, half, 0);
  expect(1.0, half, 1);
  expect(0.375, half / 2 * 3, -1);
  expect(0.0, 0, 0);
  expect(0x1p-33, 0, 0);
  // Rounded up to one, the significand takes another shift.
  expect(1.0 - 0x1p-40, half, 1);
}

TEST(DoubledHighProduct, RoundsHalfUpAndSaturates) {
  EXPECT_EQ(doubledHighProduct(std::int32_t{1}, half), 1);
  EXPECT_EQ(doubledHighProduct(std::int32_t{-1}, half), 0);
  EXPECT_EQ(doubledHighProduct(std::int32_t{-3}, half), -1);
  EXPECT_EQ(doubledHighProduct(Limits::min(), Limits::min()), Limits::max());
  EXPECT_EQ(doubledHighProduct(std::int16_t{1}, std::int16_t{1 << 14}), 1);
  EXPECT_EQ(doubledHighProduct(std::int16_t{INT16_MIN}, std::int16_t{INT16_MIN}), INT16_MAX);
}

TEST(RoundedQuotient, RoundsHalfAwayFromZero) {
  EXPECT_EQ(roundedQuotient(3, 1), 2);
  EXPECT_EQ(roundedQuotient(-3, 1), -2);
  EXPECT_EQ(roundedQuotient(5, 2), 1);
  EXPECT_EQ(roundedQuotient(-5, 2), -1);
  EXPECT_EQ(roundedQuotient(-7, 0), -7);
  EXPECT_EQ(roundedQuotient(Limits::max(), 31), 1);
  EXPECT_EQ(roundedQuotient(Limits::min(), 31), -1);
}

TEST(Multiplied, RoundsTwice) {
  // 3 / 2 half up is 2, and a quarter of that half away from zero is 1: 3 / 8 is 0.375.
  EXPECT_EQ(multiplied(3, {half, -2}), 1);
  EXPECT_EQ(multiplied(-3, {half, -2}), 0);
  EXPECT_EQ(multiplied(100, fixedPointMultiplier(3.5)), 350);
  EXPECT_EQ(multiplied(-100, fixedPointMultiplier(3.5)), -350);
}

TEST(MultipliedWide, TakesLargeSumsAndRoundsHalfUp) {
  EXPECT_EQ(multipliedWide(std::int64_t{1} << 40, fixedPointMultiplier(0x1p-20)), 1 << 20);
  EXPECT_EQ(multipliedWide(3, fixedPointMultiplier(0.5)), 2);
  EXPECT_EQ(multipliedWide(-3, fixedPointMultiplier(0.5)), -1);
}

}  // namespace
}  // namespace tessera::verify
