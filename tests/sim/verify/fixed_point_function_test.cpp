#include "sim/verify/fixed_point_function.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera::verify {
namespace {

constexpr int integerBits = 4;

std::int32_t raw(double value) {
  return static_cast<std::int32_t>(std::lround(std::ldexp(value, 31 - integerBits)));
}

double real(std::int32_t value) { return std::ldexp(value, -31); }

TEST(FixedPointFunction, ComesCloseToTheRealOne) {
  for (double x = -15.75; x < 16.0; x += 0.0625) {
    EXPECT_NEAR(real(fixedPointLogistic(raw(x), integerBits)), 1 / (1 + std::exp(-x)), 1e-6) << x;
    EXPECT_NEAR(real(fixedPointTanh(raw(x), integerBits)), std::tanh(x), 1e-6) << x;
    if (x > 0) continue;
    EXPECT_NEAR(real(fixedPointExp(raw(x), integerBits)), std::exp(x), 1e-6) << x;
  }
}

TEST(FixedPointFunction, IsSymmetric) {
  const std::int32_t one = raw(1.0);
  EXPECT_EQ(fixedPointTanh(-one, integerBits), -fixedPointTanh(one, integerBits));
  EXPECT_EQ(fixedPointLogistic(-one, integerBits),
            INT32_MAX - fixedPointLogistic(one, integerBits));
  EXPECT_EQ(fixedPointLogistic(0, integerBits), 1 << 30);
  EXPECT_EQ(fixedPointTanh(0, integerBits), 0);
}

TEST(WithIntegerBits, SaturatesAndRounds) {
  EXPECT_EQ(withIntegerBits(3, 0, 1), 2);
  EXPECT_EQ(withIntegerBits(5, 2, 0), 20);
  EXPECT_EQ(withIntegerBits(1 << 30, 1, 0), INT32_MAX);
  EXPECT_EQ(withIntegerBits(-(1 << 30) - 1, 1, 0), INT32_MIN);
}

TEST(InverseSquareRoot, OfWholeNumbers) {
  for (const std::int32_t x : {1, 2, 3, 100, 65025, 1 << 29, INT32_MAX}) {
    const FixedPointMultiplier inverse = inverseSquareRoot(x);
    const double found = std::ldexp(inverse.significand, inverse.shift - 31);
    EXPECT_NEAR(found * std::sqrt(static_cast<double>(x)), 1.0, 1e-4) << x;
  }
  EXPECT_EQ(inverseSquareRoot(0).significand, INT32_MAX);
}

}  // namespace
}  // namespace tessera::verify
