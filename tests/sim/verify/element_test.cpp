#include "sim/verify/element.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

TEST(Half, RoundTripsEveryValueThatItHolds) {
  for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
    const Half half{static_cast<std::uint16_t>(bits)};
    const float value = toFloat(half);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(toFloat(toHalf(value))));
    } else {
      ASSERT_EQ(toHalf(value).bits, half.bits) << bits;
    }
  }
}

TEST(Half, RoundsToNearestTiesToEven) {
  // Between 1 and 1 + 2^-10 lies 1 + 2^-11, a tie: to the even 1; 1 + 3 * 2^-11 goes up.
  EXPECT_EQ(toFloat(toHalf(1.0F + 0x1p-11F)), 1.0F);
  EXPECT_EQ(toFloat(toHalf(1.0F + 0x1.8p-11F)), 1.0F + 0x1p-10F);
  EXPECT_EQ(toFloat(toHalf(1.0F + 3 * 0x1p-11F)), 1.0F + 0x1p-9F);
  EXPECT_EQ(toFloat(toHalf(65520.0F)), std::numeric_limits<float>::infinity());
  EXPECT_EQ(toFloat(toHalf(65519.0F)), 65504.0F);
  EXPECT_EQ(toFloat(toHalf(0x1p-25F)), 0.0F);
  EXPECT_EQ(toFloat(toHalf(0x1.8p-25F)), 0x1p-24F);
}

TEST(BFloat16, RoundTripsAndRoundsToEven) {
  for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
    const BFloat16 given{static_cast<std::uint16_t>(bits)};
    const float value = toFloat(given);
    if (std::isnan(value)) continue;
    ASSERT_EQ(toBFloat16(value).bits, given.bits) << bits;
  }
  EXPECT_EQ(toFloat(toBFloat16(1.0F + 0x1p-8F)), 1.0F);
  EXPECT_EQ(toFloat(toBFloat16(1.0F + 3 * 0x1p-8F)), 1.0F + 0x1p-6F);
}

TEST(FromReal, RoundsHalfToEvenAndSaturates) {
  EXPECT_EQ(fromReal<std::int8_t>(2.5), 2);
  EXPECT_EQ(fromReal<std::int8_t>(3.5), 4);
  EXPECT_EQ(fromReal<std::int8_t>(-2.5), -2);
  EXPECT_EQ(fromReal<std::int8_t>(200.0), 127);
  EXPECT_EQ(fromReal<std::int8_t>(-200.0), -128);
  EXPECT_EQ(fromReal<std::uint8_t>(-1.0), 0);
  EXPECT_EQ(fromReal<std::int64_t>(1e300), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(fromReal<std::int32_t>(std::numeric_limits<double>::quiet_NaN()), 0);
}

TEST(Elements, LieAtAnyAddress) {
  std::byte memory[9] = {};
  storeElement(memory + 1, 3.25F);
  EXPECT_EQ(loadElement<float>(memory + 1), 3.25F);
}

TEST(Elements, TypesBelowAByteAreRefused) {
  Tensor tensor;
  tensor.name = "t";
  tensor.dtype = DType::int4;
  test::expectError(ErrorCode::unsupported, {"tensor 't'", "int4"},
                    [&] { withElementType(tensor, [](auto) {}); });
}

}  // namespace
}  // namespace tessera::verify
