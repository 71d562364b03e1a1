#include "sim/search/order/section.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/random_order_problem.h"

namespace tessera {
namespace {

/// Operator `i` of the problem: whether it must precede or follow each other operator, by following
/// tensors from operator to operator.
bool isComparableToAll(const OrderProblem& problem, std::uint32_t op) {
  const std::size_t count = problem.operators.size();
  const auto dependsOn = [&](std::size_t later, std::size_t earlier) {
    for (const std::uint32_t tensor : problem.operators[earlier].outputs) {
      const auto& inputs = problem.operators[later].inputs;
      if (std::find(inputs.begin(), inputs.end(), tensor) != inputs.end()) return true;
    }
    return false;
  };
  std::vector<bool> before(count, false);
  std::vector<bool> after(count, false);
  before[op] = after[op] = true;
  for (std::size_t i = op + 1; i < count; ++i) {
    for (std::size_t j = op; j < i; ++j) after[i] = after[i] || (after[j] && dependsOn(i, j));
  }
  for (std::size_t i = op; i-- > 0;) {
    for (std::size_t j = i + 1; j <= op; ++j)
      before[i] = before[i] || (before[j] && dependsOn(j, i));
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!before[i] && !after[i]) return false;
  }
  return true;
}

TEST(OrderSection, FixedOperatorsAreThoseThatEveryOrderPasses) {
  std::size_t fixed = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 1 + seed % 15, false);
    const Division division = divided(problem);
    for (std::uint32_t i = 0; i < problem.operators.size(); ++i) {
      EXPECT_EQ(division.isFixed[i], isComparableToAll(problem, i)) << seed << " " << i;
      if (division.isFixed[i]) ++fixed;
    }
  }
  EXPECT_GT(fixed, 100U);
}

TEST(OrderSection, StepsAreThoseOfTheProblem) {
  std::size_t sections = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const OrderProblem problem = test::randomOrderProblem(seed, 1 + seed % 30, seed % 2 == 0);
    const std::vector<Bytes> steps = stepBytes(problem, givenOrder(problem));
    for (const OrderSection& section : divided(problem).sections) {
      OperatorOrder order(section.operators.size());
      for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
      const std::vector<std::int64_t> own = sectionSteps(section, order);
      for (std::size_t i = 0; i < own.size(); ++i) {
        EXPECT_EQ(own[i], steps[section.first + i].count()) << seed;
      }
      EXPECT_LE(trivialBound(section), *std::max_element(own.begin(), own.end())) << seed;
      ++sections;
    }
  }
  EXPECT_GT(sections, 200U);
}

TEST(OrderSection, AChainHasNone) {
  OrderProblem problem;
  problem.tensors.push_back({Bytes(1), true, false});
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    problem.tensors.push_back({Bytes(1)});
    problem.operators.push_back({{i}, {i + 1}, {}, {}});
  }
  EXPECT_TRUE(divided(problem).sections.empty());
}

}  // namespace
}  // namespace tessera
