#include "sim/search/order/best_order.h"

#include <gtest/gtest.h>

#include "tests/support/order_oracle.h"
#include "tests/support/random_order_problem.h"

namespace tessera {
namespace {

using test::randomOrderProblem;

/// Two branches from one input: each widens to 100 and ends with 10. One after the other needs 120,
/// side by side 210; the given order does the latter.
OrderProblem twoBranches() {
  OrderProblem problem;
  for (const std::int64_t bytes : {1, 100, 100, 10, 10, 1}) {
    problem.tensors.push_back({Bytes(bytes)});
  }
  problem.tensors.front().isInput = true;
  problem.tensors.back().isOutput = true;
  problem.operators = {{{0}, {1}, {}, {}},
                       {{0}, {2}, {}, {}},
                       {{1}, {3}, {}, {}},
                       {{2}, {4}, {}, {}},
                       {{3, 4}, {5}, {}, {}}};
  return problem;
}

TEST(BestOrder, OneBranchAfterTheOther) {
  const OrderProblem problem = twoBranches();
  EXPECT_EQ(orderPeak(problem, givenOrder(problem)), Bytes(210));
  const OrderResult result = bestOrder(problem);
  EXPECT_EQ(result.peak, Bytes(120));
  EXPECT_TRUE(result.proven());
  EXPECT_EQ(result.order, (OperatorOrder{0, 2, 1, 3, 4}));
}

TEST(BestOrder, KeepsTheGivenOrderWhereNoneIsBetter) {
  OrderProblem problem = twoBranches();
  problem.operators[4].scratch = Bytes(1000);
  const OrderResult result = bestOrder(problem);
  EXPECT_EQ(result.order, givenOrder(problem));
  EXPECT_TRUE(result.proven());
}

TEST(BestOrder, EmptyProblem) {
  const OrderResult result = bestOrder({});
  EXPECT_TRUE(result.order.empty());
  EXPECT_EQ(result.peak, Bytes(0));
  EXPECT_TRUE(result.proven());
}

void expectLeastPeaks(std::size_t problems, bool inPlace) {
  std::size_t improved = 0;
  for (std::uint64_t seed = 0; seed < problems; ++seed) {
    const OrderProblem problem = randomOrderProblem(seed, 4 + seed % 9, inPlace);
    const OrderResult result = bestOrder(problem);
    ASSERT_TRUE(result.proven()) << seed;
    ASSERT_EQ(result.peak.count(), test::leastPeak(problem)) << seed;
    ASSERT_EQ(result.peak, orderPeak(problem, result.order)) << seed;
    if (result.peak < orderPeak(problem, givenOrder(problem))) ++improved;
  }
  EXPECT_GT(improved, problems / 3) << "most problems should need a search";
}

TEST(BestOrder, EqualsBruteForce) { expectLeastPeaks(500, false); }
TEST(BestOrder, EqualsBruteForceInPlace) { expectLeastPeaks(500, true); }

TEST(BestOrder, LimitsLeaveAnHonestGap) {
  std::size_t open = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const OrderProblem problem = randomOrderProblem(seed, 14, seed % 2 == 0);
    const Bytes least(test::leastPeak(problem));
    for (const std::size_t steps : {0, 1, 256}) {
      OrderOptions options;
      options.stepLimit = steps;
      const OrderResult result = bestOrder(problem, options);
      EXPECT_LE(result.lowerBound, least) << seed;
      EXPECT_GE(result.peak, least) << seed;
      EXPECT_EQ(result.peak, orderPeak(problem, result.order)) << seed;
      if (!result.proven()) ++open;
    }
  }
  EXPECT_GT(open, 0U);
}

TEST(BestOrder, TheSameTwice) {
  const OrderProblem problem = randomOrderProblem(7, 60, true);
  OrderOptions options;
  options.stepLimit = 10000;
  const OrderResult first = bestOrder(problem, options);
  const OrderResult second = bestOrder(problem, options);
  EXPECT_EQ(first.order, second.order);
  EXPECT_EQ(first.lowerBound, second.lowerBound);
}

TEST(BestOrder, StopsWhereSomebodyAsks) {
  const std::atomic<bool> stop{true};
  OrderOptions options;
  options.stop = &stop;
  const OrderProblem problem = twoBranches();
  const OrderResult result = bestOrder(problem, options);
  EXPECT_EQ(result.order, givenOrder(problem));
  EXPECT_FALSE(result.proven());
  EXPECT_LE(result.lowerBound, Bytes(120));
}

TEST(BestOrder, TellsItsProgress) {
  Bytes least(INT64_MAX);
  Bytes most;
  OrderOptions options;
  options.progress = [&](Bytes peak, Bytes lowerBound) {
    EXPECT_LE(peak, least);
    EXPECT_GE(lowerBound, most);
    least = peak;
    most = lowerBound;
  };
  bestOrder(twoBranches(), options);
  EXPECT_EQ(least, Bytes(120));
  EXPECT_EQ(most, Bytes(120));
}

}  // namespace
}  // namespace tessera
