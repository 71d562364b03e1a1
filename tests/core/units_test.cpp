#include "core/units.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(Units, ArithmeticIsChecked) {
  Bytes bytes(5);
  bytes += Bytes(3);
  bytes -= Bytes(1);
  EXPECT_EQ(bytes, Bytes(7));
  EXPECT_EQ(bytes * 3, Bytes(21));
  EXPECT_LT(Bytes(1), Bytes(2));
  test::expectError(ErrorCode::input, {"64 bits"}, [] { Bytes(INT64_MAX) + Bytes(1); });
  test::expectError(ErrorCode::input, {"64 bits"}, [] { Macs(INT64_MAX) * 2; });
}

TEST(Units, GroupsOfThree) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1 000");
  EXPECT_EQ(grouped(-999), "-999");
  EXPECT_EQ(grouped(-1505280), "-1 505 280");
  EXPECT_EQ(grouped(INT64_MIN), "-9 223 372 036 854 775 808");
  EXPECT_EQ(exactBytes(Bytes(1505280)), "1 505 280 B");
}

TEST(Units, KibIs1024Bytes) {
  EXPECT_EQ(kib(Bytes(1505280)), "1470.0 KiB");
  EXPECT_EQ(kib(Bytes(768)), "768 B");
  EXPECT_EQ(kib(Bytes(1023)), "1023 B");
  EXPECT_EQ(kib(Bytes(1024)), "1.0 KiB");
  EXPECT_EQ(kib(Bytes(std::int64_t{16} << 20)), "16.0 MiB");
  EXPECT_EQ(kib(Bytes(std::int64_t{3} << 29)), "1.5 GiB");
  EXPECT_EQ(kib(Bytes(-2048)), "-2.0 KiB");
}

TEST(Units, CountsInPowersOf1000) {
  EXPECT_EQ(siCount(300774272), "300.77 M");
  EXPECT_EQ(siCount(999), "999");
  EXPECT_EQ(siCount(1000), "1.00 k");
  EXPECT_EQ(siCount(-2500), "-2.50 k");
  EXPECT_EQ(siCount(7'000'000'000), "7.00 G");
  EXPECT_EQ(percent(0.283), "28.3 %");
  EXPECT_EQ(percent(-0.002), "-0.2 %");
}

TEST(Units, FrequenciesAreWholeNumbers) {
  EXPECT_EQ(frequency(Hertz(216'000'000)), "216 MHz");
  EXPECT_EQ(frequency(Hertz(32'000)), "32 kHz");
  EXPECT_EQ(frequency(Hertz(32'768)), "32768 Hz");
}

}  // namespace
}  // namespace tessera
