#include "core/architecture/random_values.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tessera::arch {
namespace {

// FNV-1a of the empty text is its offset basis, so this seed starts SplitMix64 at 1234567, whose
// first draws are published (rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
TEST(RandomValues, AreTheUpperBitsOfSplitMix64) {
  const auto values = randomValues("", 0xcbf29ce484222325U ^ 1234567U, 5, 0.0, 1.0);
  const std::uint64_t draws[] = {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                 4593380528125082431U, 16408922859458223821U};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(values[i], static_cast<float>(draws[i] >> 40U) / 16777216.0F);
  }
}

TEST(RandomValues, FillTheirRangeEvenly) {
  const auto values = randomValues("w", 0, 100000, -2.0, 6.0);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  EXPECT_GE(*low, -2.0F);
  EXPECT_LT(*high, 6.0F);
  double sum = 0.0;
  for (const float value : values) sum += value;
  EXPECT_NEAR(sum / 100000.0, 2.0, 0.05);  // 7 standard errors
}

TEST(RandomValues, DependOnTensorAndSeed) {
  const auto values = randomValues("a", 1, 4, 0.0, 1.0);
  EXPECT_EQ(values, randomValues("a", 1, 4, 0.0, 1.0));
  EXPECT_NE(values, randomValues("b", 1, 4, 0.0, 1.0));
  EXPECT_NE(values, randomValues("a", 2, 4, 0.0, 1.0));
}

}  // namespace
}  // namespace tessera::arch
