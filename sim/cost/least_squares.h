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

/// The unknowns >= 0 of least squares, by cyclic coordinate descent on the normal equations
/// (convex; every sweep lowers the error). An unknown that no equation mentions is 0.
std::vector<double> nonNegativeLeastSquares(std::span<const Equation> equations,
                                            std::size_t unknowns);

}  // namespace tessera
