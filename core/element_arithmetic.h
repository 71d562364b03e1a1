#pragma once

#include <cstdint>
#include <span>

namespace tessera::arithmetic {

/// Element functions that take more than a line: rows of core/element_function.cpp name them. Each
/// reads its operands in order and then its parameters.
using Reals = std::span<const double>;
using Integers = std::span<const std::int64_t>;

double sigmoid(double x);
double softplus(double x);
double gelu(double x);
double geluTanh(double x);  ///< the approximation of gelu by a hyperbolic tangent
double sign(double x);      ///< NaN and zeros stay

/// Bounds that leave NaN alone, as ONNX's Clip and Relu do.
double bounded(double x, double low, double high);
double shrunk(double x, double lambda, double bias);

double sum(Reals x);
double mean(Reals x);
double most(Reals x);  ///< NaN wins, as in numpy's maximum
double least(Reals x);

// Integer sums and products wrap around as unsigned numbers do; nothing divides by zero.
std::int64_t sumOf(Integers x);
std::int64_t difference(Integers x);
std::int64_t product(Integers x);
std::int64_t quotient(Integers x);
std::int64_t power(Integers x);
std::int64_t remainder(Integers x);         ///< with the sign of the dividend, as in C
std::int64_t flooredRemainder(Integers x);  ///< with that of the divisor, as in Python
std::int64_t shiftedLeft(Integers x);
std::int64_t shiftedRight(Integers x);

}  // namespace tessera::arithmetic
