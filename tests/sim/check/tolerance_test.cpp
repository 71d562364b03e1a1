#include "sim/check/tolerance.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support/property.h"

namespace tessera {
namespace {

TEST(Tolerance, TheUnitIsRequiredAndMustBeTheMetrics) {
  EXPECT_EQ(toleranceFromText("1%", Metric::sram), (Tolerance{true, 10'000, "1%"}));
  EXPECT_EQ(toleranceFromText("0.5 %", Metric::macs), (Tolerance{true, 5'000, "0.5 %"}));
  EXPECT_EQ(toleranceFromText("2KiB", Metric::flash), (Tolerance{false, 2048, "2KiB"}));
  EXPECT_EQ(toleranceFromText("2ms", Metric::latency), (Tolerance{false, 2'000'000, "2ms"}));
  EXPECT_EQ(toleranceFromText("10k", Metric::recompute), (Tolerance{false, 10'000, "10k"}));
  EXPECT_EQ(toleranceFromText("500 MACs", Metric::macs), (Tolerance{false, 500, "500 MACs"}));
  for (const char* wrong : {"", "1", "0", "%", "B", "-1%", "1 percent", "2ms", "1.5B"}) {
    EXPECT_FALSE(toleranceFromText(wrong, Metric::sram)) << wrong;
  }
  EXPECT_FALSE(toleranceFromText("512B", Metric::latency));
  EXPECT_FALSE(toleranceFromText("512B", Metric::macs));
}

TEST(Tolerance, ZeroIsATolerance) {
  EXPECT_EQ(toleranceFromText("0%", Metric::sram)->value, 0);
  EXPECT_EQ(toleranceFromText("0B", Metric::sram)->value, 0);
  EXPECT_EQ(toleranceFromText("0 ms", Metric::latency)->value, 0);
}

TEST(Tolerance, TheLargestToleratedIsTheLastThatDoesNotExceedTheShare) {
  EXPECT_EQ(largestTolerated(100, {true, 10'000, "1%"}), 101);
  EXPECT_EQ(largestTolerated(199, {true, 10'000, "1%"}), 200);
  EXPECT_EQ(largestTolerated(99, {true, 10'000, "1%"}), 99);
  EXPECT_EQ(largestTolerated(0, {true, 10'000, "1%"}), 0);
  EXPECT_EQ(largestTolerated(100, {false, 512, "512B"}), 612);
  EXPECT_EQ(largestTolerated(-1000, {true, 10'000, "1%"}), -990);
  EXPECT_EQ(largestTolerated(-1000, {true, 0, "0%"}), -1000);
  test::checkProperty(500, [] {
    const auto baseline = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    const auto ppm = *rc::gen::inRange<std::int64_t>(0, 2'000'000);
    const std::int64_t largest = largestTolerated(baseline, {true, ppm, ""});
    RC_ASSERT((largest - baseline) * 1'000'000 <= baseline * ppm);
    RC_ASSERT((largest + 1 - baseline) * 1'000'000 > baseline * ppm);
  });
}

TEST(Tolerance, HugeBaselinesDoNotOverflow) {
  EXPECT_EQ(ppmOf(INT64_MAX, 1'000'000), INT64_MAX);
  EXPECT_THROW(largestTolerated(INT64_MAX, Tolerance{true, 1, ""}), Error);
}

}  // namespace
}  // namespace tessera
