#include "sim/search/order/cut_bound.h"

#include <gtest/gtest.h>

#include "tests/support/order_oracle.h"
#include "tests/support/random_order_problem.h"

namespace tessera {
namespace {

TEST(CutBound, IsTheLeastStepOverAllOrders) {
  std::size_t compared = 0;
  std::size_t above = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 4 + seed % 9, seed % 2 == 0);
    for (const OrderSection& section : divided(problem).sections) {
      CutBound cuts(section);
      for (std::uint32_t i = 0; i < section.operators.size(); ++i) {
        const std::int64_t least = test::leastStep(problem, section.first + i);
        const std::int64_t bound = cuts.bytes(i);
        if (section.entryOnce > 0) {
          EXPECT_LE(bound, least) << seed << " " << i;
          continue;
        }
        EXPECT_EQ(bound, least) << seed << " " << i;
        ++compared;
        if (bound > trivialBound(section)) ++above;
      }
    }
  }
  EXPECT_GT(compared, 1500U);
  EXPECT_GT(above, 100U);
}

}  // namespace
}  // namespace tessera
