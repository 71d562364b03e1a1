#include "core/split_mix.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

// The first numbers of seed 1234567 as the generator's public reference code prints them.
TEST(SplitMix, GivesThePublishedNumbers) {
  SplitMix random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(SplitMix, StaysBelowItsEnd) {
  SplitMix random(1);
  bool first = false;
  bool last = false;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t value = random.below(7);
    ASSERT_LT(value, 7U);
    first = first || value == 0;
    last = last || value == 6;
    const double unit = random.unit();
    ASSERT_TRUE(unit >= 0.0 && unit < 1.0);
  }
  EXPECT_TRUE(first && last);
}

}  // namespace
}  // namespace tessera
