#include "sim/verify/int16_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera::verify {
namespace {

TEST(Int16Table, ComesWithinTwoUnitsOfTheFunction) {
  const Affine unit{1.0F / 32768.0F, 0};
  const Int16Table square(unit, unit, [](float x) { return x * x; });
  for (std::int32_t x = INT16_MIN; x <= INT16_MAX; x += 37) {
    EXPECT_NEAR(square(x), std::min(x * (x / 32768.0), 32767.0), 2.0) << x;
  }
}

TEST(SigmoidInput, PowersOfTwoHaveAnExactFactor) {
  EXPECT_EQ(sigmoidInput(0x1p-12F, 1).factor, 3);
  EXPECT_EQ(sigmoidInput(0x1p-12F, 1).shift, 0);
  EXPECT_EQ(sigmoidInput(0x1p-11F, 2).factor, 6);
  EXPECT_NE(sigmoidInput(0x1p-11F, 1).shift, 0);
  // Any other scale has 15 bits: x times 3 x 4096 x the scale.
  const SigmoidInput input = sigmoidInput(0.0007F, 1);
  EXPECT_GT(input.factor, 16383);
  EXPECT_NEAR(input(10'000), 10'000 * 3 * 4096 * 0.0007, 3.0);
}

TEST(Int16Sigmoid, ComesWithinTwoUnitsOfTheFunction) {
  for (std::int32_t x = -140'000; x <= 140'000; x += 997) {
    const double at = x / (3.0 * 4096.0);
    EXPECT_NEAR(int16Logistic(x), 32768.0 / (1.0 + std::exp(-at)), 2.0) << x;
    EXPECT_NEAR(int16Tanh(x), std::min(32768.0 * std::tanh(at), 32767.0), 2.0) << x;
  }
}

}  // namespace
}  // namespace tessera::verify
