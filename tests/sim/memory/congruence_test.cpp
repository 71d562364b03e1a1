#include "sim/memory/congruence.h"

#include <gtest/gtest.h>

#include <numeric>

namespace tessera::test {
namespace {

TEST(Congruence, AlignsAtADistance) {
  EXPECT_EQ(alignedAt(4, 16).remainder, 12);
  EXPECT_EQ(alignedAt(-4, 16).remainder, 4);
  EXPECT_EQ(alignedAt(32, 16).remainder, 0);
}

TEST(Congruence, BothEqualsTryingEveryNumber) {
  for (std::int64_t a = 1; a <= 12; ++a) {
    for (std::int64_t b = 1; b <= 12; ++b) {
      for (std::int64_t i = 0; i < a * b; ++i) {
        const Congruence first{a, i % a};
        const Congruence second{b, i / a};
        std::int64_t least = 0;
        while (least < a * b && (least % a != i % a || least % b != i / a)) ++least;
        const auto both = inBoth(first, second);
        ASSERT_EQ(both.has_value(), least < a * b) << a << ' ' << b << ' ' << i;
        if (!both) continue;
        EXPECT_EQ(both->modulus, std::lcm(a, b));
        EXPECT_EQ(both->remainder, least);
      }
    }
  }
}

TEST(Congruence, HugeModuliDoNotOverflow) {
  const std::int64_t a = (std::int64_t{1} << 31) - 1;
  const std::int64_t b = std::int64_t{1} << 31;
  const auto both = inBoth({a, a - 1}, {b, b - 2});
  ASSERT_TRUE(both);
  EXPECT_EQ(both->modulus, a * b);
  EXPECT_EQ(both->remainder % a, a - 1);
  EXPECT_EQ(both->remainder % b, b - 2);
  const std::int64_t most = std::int64_t{1} << 62;
  EXPECT_EQ(inBoth({most, most - 1}, {2, 1})->remainder, most - 1);
  EXPECT_FALSE(inBoth({most, most - 1}, {2, 0}));
}

}  // namespace
}  // namespace tessera::test
