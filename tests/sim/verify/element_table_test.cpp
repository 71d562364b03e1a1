#include "sim/verify/element_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tessera::verify {
namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

std::int64_t integer(std::string_view name, std::vector<std::int64_t> x) {
  return integerFunction(name, x.size())(x);
}

double real(std::string_view name, std::vector<double> x) {
  return realFunction(name, x.size())(x);
}

TEST(IntegerFunction, NeverOverflowsOrDividesByZero) {
  EXPECT_EQ(integer("add", {std::numeric_limits<std::int64_t>::max(), 1}), least);
  EXPECT_EQ(integer("mul", {least, -1}), least);
  EXPECT_EQ(integer("div", {least, -1}), least);
  EXPECT_EQ(integer("div", {5, 0}), 0);
  EXPECT_EQ(integer("mod", {5, 0}), 0);
  EXPECT_EQ(integer("mod", {least, -1}), 0);
  EXPECT_EQ(integer("bitshiftleft", {1, 64}), 0);
  EXPECT_EQ(integer("bitshiftright", {8, 2}), 2);
}

TEST(IntegerFunction, DivisionAndRemainderFollowTheirSigns) {
  EXPECT_EQ(integer("div", {-7, 2}), -3);
  EXPECT_EQ(integer("mod", {-7, 3}), 2);
  EXPECT_EQ(integer("mod", {7, -3}), -2);
  EXPECT_EQ(integer("fmod", {-7, 3}), -1);
  EXPECT_EQ(integer("pow", {3, 4}), 81);
  EXPECT_EQ(integer("pow", {-1, -3}), -1);
  EXPECT_EQ(integer("pow", {2, -1}), 0);
}

TEST(RealFunction, NanWinsMaximaAndMinima) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(real("max", {1, nan, 2})));
  EXPECT_TRUE(std::isnan(real("min", {nan, 1})));
  EXPECT_EQ(real("max", {1, 3, 2}), 3);
}

TEST(RealFunction, TakesAnyNumberWhereTheFunctionDoes) {
  EXPECT_EQ(real("sum", {1, 2, 3, 4}), 10);
  EXPECT_EQ(real("mean", {1, 2, 6}), 3);
  EXPECT_EQ(realFunction("sub", 3), nullptr);
  EXPECT_EQ(realFunction("sum", 0), nullptr);
  EXPECT_EQ(realFunction("frobnicate", 2), nullptr);
  EXPECT_EQ(integerFunction("mean", 2), nullptr);
}

}  // namespace
}  // namespace tessera::verify
