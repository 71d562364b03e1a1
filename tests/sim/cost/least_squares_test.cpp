#include "sim/cost/least_squares.h"

#include "tests/support/property.h"

namespace tessera {
namespace {

TEST(NonNegativeLeastSquares, SolvesWhatHasAnExactSolution) {
  const std::vector<Equation> equations{{{1, 2}, 8}, {{3, 1}, 9}, {{1, 1}, 5}};
  const std::vector<double> found = nonNegativeLeastSquares(equations, 2);
  EXPECT_NEAR(found[0], 2, 1e-9);
  EXPECT_NEAR(found[1], 3, 1e-9);
}

TEST(NonNegativeLeastSquares, HoldsAtZeroWhatWouldBeNegative) {
  // Unbounded, the best is (5, -2); held at 0 the first alone fits 8 and 7 with 7.5.
  const std::vector<Equation> equations{{{1, -1.5}, 8}, {{1, -1}, 7}};
  const std::vector<double> found = nonNegativeLeastSquares(equations, 2);
  EXPECT_NEAR(found[0], 7.5, 1e-9);
  EXPECT_EQ(found[1], 0);
}

TEST(NonNegativeLeastSquares, LeavesAtZeroWhatNoEquationMentions) {
  const std::vector<Equation> equations{{{2, 0}, 4}};
  EXPECT_EQ(nonNegativeLeastSquares(equations, 2), (std::vector<double>{2, 0}));
}

/// The gradient of the squared error in one unknown.
double slope(const std::vector<Equation>& equations, const std::vector<double>& at,
             std::size_t unknown) {
  double sum = 0;
  for (const Equation& equation : equations) {
    double error = -equation.value;
    for (std::size_t i = 0; i < at.size(); ++i) error += equation.weights[i] * at[i];
    sum += error * equation.weights[unknown];
  }
  return sum;
}

TEST(NonNegativeLeastSquares, MeetsTheConditionsOfAnOptimum) {
  test::checkProperty(200, [] {
    const auto unknowns = *rc::gen::inRange<std::size_t>(1, 6);
    const auto count = *rc::gen::inRange<std::size_t>(1, 12);
    std::vector<Equation> equations;
    const auto number = [] { return static_cast<double>(*rc::gen::inRange(-8, 9)); };
    for (std::size_t i = 0; i < count; ++i) {
      Equation equation{{}, number()};
      for (std::size_t j = 0; j < unknowns; ++j) equation.weights.push_back(number());
      equations.push_back(equation);
    }
    // A little of every unknown, so that the optimum is one point.
    for (std::size_t j = 0; j < unknowns; ++j) {
      Equation equation{std::vector<double>(unknowns, 0.0), 0};
      equation.weights[j] = 0.5;
      equations.push_back(equation);
    }
    const std::vector<double> found = nonNegativeLeastSquares(equations, unknowns);
    for (std::size_t j = 0; j < unknowns; ++j) {
      RC_ASSERT(found[j] >= 0);
      const double gradient = slope(equations, found, j);
      RC_ASSERT(gradient > -1e-5);
      if (found[j] > 0) RC_ASSERT(gradient < 1e-5);
    }
  });
}

}  // namespace
}  // namespace tessera
