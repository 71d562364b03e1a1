#include "sim/cost/least_squares.h"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

constexpr int mostSweeps = 20000;
constexpr double settled = 1e-12;

}  // namespace

std::vector<double> nonNegativeLeastSquares(std::span<const Equation> equations,
                                            std::size_t unknowns) {
  std::vector<double> products(unknowns * unknowns, 0.0);
  std::vector<double> target(unknowns, 0.0);
  for (const Equation& equation : equations) {
    for (std::size_t i = 0; i < unknowns; ++i) {
      if (equation.weights[i] == 0) continue;
      target[i] += equation.weights[i] * equation.value;
      for (std::size_t j = 0; j < unknowns; ++j) {
        products[i * unknowns + j] += equation.weights[i] * equation.weights[j];
      }
    }
  }
  std::vector<double> solution(unknowns, 0.0);
  for (int sweep = 0; sweep < mostSweeps; ++sweep) {
    double moved = 0;
    for (std::size_t i = 0; i < unknowns; ++i) {
      const double diagonal = products[i * unknowns + i];
      if (diagonal <= 0) continue;
      double rest = target[i];
      for (std::size_t j = 0; j < unknowns; ++j) {
        if (j != i) rest -= products[i * unknowns + j] * solution[j];
      }
      const double next = std::max(0.0, rest / diagonal);
      // How much the step changes the fit, whatever the unknown's unit.
      moved = std::max(moved, (next - solution[i]) * (next - solution[i]) * diagonal);
      solution[i] = next;
    }
    if (moved < settled * settled) break;
  }
  return solution;
}

}  // namespace tessera
