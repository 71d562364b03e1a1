#include "sim/search/order/depth_first.h"

#include <gtest/gtest.h>

#include "tests/support/order_oracle.h"
#include "tests/support/random_order_problem.h"

namespace tessera {
namespace {

/// The least peak of a problem that is one section, with everything else fixed around it.
TEST(DepthFirst, BoundRisesUntilItIsTheLeastPeak) {
  std::size_t sections = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 12, seed % 2 == 0);
    const Division division = divided(problem);
    if (division.sections.size() != 1 || division.sections[0].operators.size() < 12) continue;
    ++sections;
    DepthFirst search(division.sections.front());
    std::int64_t bound = 0;
    const std::int64_t least = test::leastPeak(problem);
    while (!search.found()) {
      search.advance(0, INT64_MAX, 1);
      EXPECT_GE(search.capacity(), bound);
      EXPECT_LE(search.capacity(), least) << seed;
      bound = search.capacity();
    }
    EXPECT_EQ(bound, least) << seed;
    EXPECT_EQ(orderPeak(problem, search.order()).count(), least) << seed;
  }
  EXPECT_GT(sections, 100U);
}

TEST(DepthFirst, EndsAtTheCeilingHoweverLateItIsKnown) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 12, false);
    const Division division = divided(problem);
    if (division.sections.size() != 1 || division.sections[0].operators.size() < 12) continue;
    const std::int64_t least = test::leastPeak(problem);
    for (const std::size_t before : {0, 1, 2, 4, 8, 16, 32}) {
      DepthFirst search(division.sections.front());
      search.advance(0, INT64_MAX, before);
      if (search.found()) break;
      search.advance(0, least, SIZE_MAX);
      EXPECT_TRUE(search.found() || search.capacity() == least) << seed;
      EXPECT_LE(search.capacity(), least) << seed;
    }
  }
}

}  // namespace
}  // namespace tessera
