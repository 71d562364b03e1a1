#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tessera {

/// One equation of a least-squares problem: the weighted coefficients should sum to `value`.
struct Equation {
  std::vector<double> weights;  ///< one for each unknown
  double value = 0;
};

/// The unknowns >= 0 of least squares, by the active-set method on the normal equations (C. Lawson,
/// R. Hanson, Solving Least Squares Problems, 1974, chapter 23). An unknown that no equation
/// mentions is 0. `start`, where it is not empty, is where the search begins: one value for each
/// unknown, near the solution for speed.
std::vector<double> nonNegativeLeastSquares(std::span<const Equation> equations,
                                            std::size_t unknowns,
                                            std::span<const double> start = {});

}  // namespace tessera
