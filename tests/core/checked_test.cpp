#include "core/checked.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

constexpr std::int64_t most = INT64_MAX;
constexpr std::int64_t least = INT64_MIN;

TEST(Checked, ExactUpToTheLimits) {
  EXPECT_EQ(checkedAdd(most - 1, 1), most);
  EXPECT_EQ(checkedSub(least + 1, 1), least);
  EXPECT_EQ(checkedMul(most / 2, 2), most - 1);
  EXPECT_EQ(checkedMul(-1, most), -most);
}

TEST(Checked, OverflowIsAnInputError) {
  test::expectError(ErrorCode::input, {"64 bits"}, [] { checkedAdd(most, 1); });
  test::expectError(ErrorCode::input, {"64 bits"}, [] { checkedSub(least, 1); });
  test::expectError(ErrorCode::input, {"64 bits"}, [] { checkedMul(1LL << 32, 1LL << 31); });
  test::expectError(ErrorCode::input, {"64 bits"}, [] { checkedMul(least, -1); });
}

TEST(Checked, DivisionsRoundAsTheySay) {
  EXPECT_EQ(ceilDiv(7, 3), 3);
  EXPECT_EQ(ceilDiv(6, 3), 2);
  EXPECT_EQ(ceilDiv(0, 3), 0);
  EXPECT_EQ(ceilDiv(most, 2), most / 2 + 1);
  EXPECT_EQ(floorDiv(7, 3), 2);
  EXPECT_EQ(floorDiv(-7, 3), -3);
  EXPECT_EQ(floorDiv(-6, 3), -2);
}

}  // namespace
}  // namespace tessera
