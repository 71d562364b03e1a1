#include "sim/cost/unsureness.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

/// Cycles of two kernels alone.
TermCycles cyclesOf(double pointwise, double depthwise) {
  TermCycles cycles{};
  cycles[static_cast<std::size_t>(LatencyTerm::pointwiseMac)] = pointwise;
  cycles[static_cast<std::size_t>(LatencyTerm::depthwiseMac)] = depthwise;
  return cycles;
}

FamilyMix family(double pointwise, double depthwise) {
  return {"", sharesOf(cyclesOf(pointwise, depthwise))};
}

TEST(Unsureness, IsThatOfALinearModelsPrediction) {
  // One family of one kernel, and a network of that: A'A + W = [1.1 1; 1 1.000001] in the kernel's
  // factor and the scale; v = (1, 1).
  const double expected = std::sqrt(1 + (1.1 + 1.000001 - 2) / (1.1 * 1.000001 - 1));
  EXPECT_NEAR(unsureness(std::vector{family(5, 0)}, cyclesOf(3e6, 0)), expected, 1e-6);
}

TEST(Unsureness, IsLargeForKernelsThatNoFamilyHas) {
  const std::vector<FamilyMix> pointwise{family(1, 0), family(1, 0)};
  EXPECT_GT(unsureness(pointwise, cyclesOf(0, 1)), 2 * unsureness(pointwise, cyclesOf(1, 0)));
  const std::vector<FamilyMix> both{family(1, 0), family(1, 1)};
  EXPECT_LT(unsureness(both, cyclesOf(1, 1)), unsureness(pointwise, cyclesOf(1, 1)));
}

TEST(Unsureness, FallsTowardsOneWithManyFamilies) {
  const std::vector<FamilyMix> many(50, family(1, 1));
  EXPECT_LT(unsureness(many, cyclesOf(1, 1)), 1.02);
  EXPECT_GT(unsureness(many, cyclesOf(1, 1)), 1);
}

TEST(Unsureness, IsOneWhereNothingIsKnown) {
  EXPECT_EQ(unsureness({}, cyclesOf(1, 1)), 1);
  EXPECT_EQ(unsureness(std::vector{family(1, 1)}, TermCycles{}), 1);
}

TEST(SharesOf, AddUpToOne) {
  const TermCycles shares = sharesOf(cyclesOf(3, 1));
  EXPECT_DOUBLE_EQ(shares[static_cast<std::size_t>(LatencyTerm::pointwiseMac)], 0.75);
  EXPECT_DOUBLE_EQ(shares[static_cast<std::size_t>(LatencyTerm::depthwiseMac)], 0.25);
  EXPECT_EQ(sharesOf(TermCycles{}), TermCycles{});
}

}  // namespace
}  // namespace tessera
