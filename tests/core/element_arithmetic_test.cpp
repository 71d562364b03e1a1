#include "core/element_arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tessera::arithmetic {
namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

TEST(ElementArithmetic, ExtremesAndSignsKeepNan) {
  EXPECT_TRUE(std::isnan(most(std::vector<double>{1, nan, 2})));
  EXPECT_TRUE(std::isnan(least(std::vector<double>{nan, 1})));
  EXPECT_TRUE(std::isnan(sign(nan)));
  EXPECT_TRUE(std::isnan(bounded(nan, -1, 1)));
  EXPECT_EQ(least(std::vector<double>{3, 1, 2}), 1);
}

TEST(ElementArithmetic, CurvesDoNotOverflow) {
  EXPECT_EQ(sigmoid(-800), 0);
  EXPECT_EQ(sigmoid(800), 1);
  EXPECT_EQ(softplus(800), 800);
  EXPECT_NEAR(gelu(1), 0.8413447460685429, 1e-12);
  EXPECT_NEAR(geluTanh(1), 0.8411919906082768, 1e-12);
  EXPECT_EQ(shrunk(-1.5, 1, 0.25), -1.25);
}

TEST(ElementArithmetic, IntegersWrapAround) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(sumOf(std::vector<std::int64_t>{most, 1}), least);
  EXPECT_EQ(difference(std::vector<std::int64_t>{least, 1}), most);
  EXPECT_EQ(product(std::vector<std::int64_t>{least, -1}), least);
  EXPECT_EQ(quotient(std::vector<std::int64_t>{least, -1}), least);
  EXPECT_EQ(shiftedLeft(std::vector<std::int64_t>{1, -1}), 0);
}

}  // namespace
}  // namespace tessera::arithmetic
