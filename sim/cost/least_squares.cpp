#include "sim/cost/least_squares.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <optional>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Eigen::Index;

/// Gradients below this part of the sums that they are made of are rounding.
constexpr double rounding = 1e-11;

/// The normal equations, each unknown scaled so that its diagonal is 1.
struct Normal {
  Normal(std::span<const Equation> equations, std::size_t unknowns)
      : products(Matrix::Zero(static_cast<Index>(unknowns), static_cast<Index>(unknowns))),
        target(Vector::Zero(static_cast<Index>(unknowns))) {
    for (const Equation& equation : equations) {
      const Eigen::Map<const Vector> weights(equation.weights.data(), target.size());
      products += weights * weights.transpose();
      target += equation.value * weights;
    }
    scale = products.diagonal().cwiseSqrt();
    const Vector by = scale.unaryExpr([](double s) { return s > 0 ? 1 / s : 0.0; });
    products = by.asDiagonal() * products * by.asDiagonal();
    target = by.asDiagonal() * target;
  }

  Matrix products;
  Vector target;
  Vector scale;
};

using Positive = std::vector<Index>;  // the unknowns that are not held at 0

Vector solvedFor(const Normal& normal, const Positive& positive) {
  const Matrix part = normal.products(positive, positive);
  const Vector right = normal.target(positive);
  Vector solution = Vector::Zero(normal.target.size());
  const Vector found = part.ldlt().solve(right);
  solution(positive) = found;
  return solution;
}

/// Moves from `at` towards the solution of the unknowns in `positive`, and holds at 0 what gets
/// there on the way, until all of the rest are positive.
void descend(const Normal& normal, Positive& positive, Vector& at) {
  while (!positive.empty()) {
    const Vector goal = solvedFor(normal, positive);
    double step = 1;
    for (const Index i : positive) {
      if (goal[i] <= 0) step = std::min(step, at[i] / (at[i] - goal[i]));
    }
    const bool arrived =
        std::all_of(positive.begin(), positive.end(), [&](Index i) { return goal[i] > 0; });
    at = arrived ? goal : Vector(at + step * (goal - at));
    if (arrived) return;
    std::erase_if(positive, [&](Index i) {
      if (goal[i] > 0 || at[i] > rounding) return false;
      at[i] = 0;
      return true;
    });
  }
}

/// The unknown at 0 whose growth lowers the error most; nothing where none does.
std::optional<Index> toRelease(const Normal& normal, const Positive& positive, const Vector& at) {
  const Vector gradient = normal.target - normal.products * at;
  std::optional<Index> best;
  for (Index i = 0; i < gradient.size(); ++i) {
    const bool held = std::find(positive.begin(), positive.end(), i) == positive.end();
    if (!held || normal.scale[i] == 0) continue;
    if (gradient[i] <= rounding * (1 + std::abs(normal.target[i]))) continue;
    if (!best || gradient[i] > gradient[*best]) best = i;
  }
  return best;
}

}  // namespace

std::vector<double> nonNegativeLeastSquares(std::span<const Equation> equations,
                                            std::size_t unknowns, std::span<const double> start) {
  const Normal normal(equations, unknowns);
  Vector at = Vector::Zero(static_cast<Index>(unknowns));
  Positive positive;
  for (std::size_t i = 0; i < start.size(); ++i) {
    const auto index = static_cast<Index>(i);
    if (start[i] <= 0 || normal.scale[index] == 0) continue;
    at[index] = start[i] * normal.scale[index];
    positive.push_back(index);
  }
  descend(normal, positive, at);
  // Each round lowers the error, so that no set comes twice; rounding could make one.
  for (std::size_t round = 0; round < 10 * unknowns; ++round) {
    const std::optional<Index> next = toRelease(normal, positive, at);
    if (!next) break;
    positive.push_back(*next);
    descend(normal, positive, at);
  }
  std::vector<double> solution(unknowns, 0.0);
  for (const Index i : positive) solution[static_cast<std::size_t>(i)] = at[i] / normal.scale[i];
  return solution;
}

}  // namespace tessera
