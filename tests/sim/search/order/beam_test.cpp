#include "sim/search/order/beam.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/search/order/depth_first.h"
#include "tests/support/random_order_problem.h"

namespace tessera {
namespace {

constexpr auto never = [] { return false; };

std::int64_t peakOfOrder(const OrderSection& section, const OperatorOrder& order) {
  const std::vector<std::int64_t> steps = sectionSteps(section, order);
  return *std::max_element(steps.begin(), steps.end());
}

bool isExecutable(const OrderSection& section, const OperatorOrder& order) {
  std::vector<bool> done(section.operators.size(), false);
  for (const std::uint32_t op : order) {
    for (const std::uint32_t before : section.slice(section.operators[op].predecessors)) {
      if (!done[before]) return false;
    }
    if (done[op]) return false;
    done[op] = true;
  }
  return order.size() == done.size();
}

std::int64_t leastPeakOf(const OrderSection& section, std::int64_t ceiling) {
  DepthFirst search(section);
  search.advance(0, ceiling, SIZE_MAX);
  return search.found() ? peakOfOrder(section, search.order()) : ceiling;
}

TEST(BeamOrder, IsExecutableAndNoBetterThanTheBest) {
  std::size_t found = 0;
  std::size_t best = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 30, seed % 2 == 0);
    for (const OrderSection& section : divided(problem).sections) {
      OperatorOrder given(section.operators.size());
      for (std::uint32_t i = 0; i < given.size(); ++i) given[i] = i;
      const std::int64_t ceiling = peakOfOrder(section, given);
      const std::int64_t least = leastPeakOf(section, ceiling);
      const auto order = beamOrder(section, 0, ceiling, 8, never);
      if (!order) continue;
      ++found;
      EXPECT_TRUE(isExecutable(section, *order)) << seed;
      EXPECT_LT(peakOfOrder(section, *order), ceiling) << seed;
      EXPECT_GE(peakOfOrder(section, *order), least) << seed;
      if (peakOfOrder(section, *order) == least) ++best;
    }
  }
  EXPECT_GT(found, 100U);
  EXPECT_GT(2 * best, found) << "most small sections are easy";
}

TEST(BeamOrder, NothingBelowTheLeastPeak) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 20, false);
    for (const OrderSection& section : divided(problem).sections) {
      const std::int64_t least = leastPeakOf(section, INT64_MAX);
      EXPECT_FALSE(beamOrder(section, 0, least, 8, never).has_value()) << seed;
    }
  }
}

TEST(BeamOrder, StopsWhereItIsTold) {
  const OrderProblem problem = test::randomOrderProblem(3, 30, false);
  const Division division = divided(problem);
  ASSERT_FALSE(division.sections.empty());
  EXPECT_FALSE(beamOrder(division.sections.front(), 0, INT64_MAX, 8, [] { return true; }));
}

}  // namespace
}  // namespace tessera
