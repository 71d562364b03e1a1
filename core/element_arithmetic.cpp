#include "core/element_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tessera::arithmetic {
namespace {

std::int64_t wrapped(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

/// The first value that is NaN, else the one that `isBetter` puts before all others.
template <class Better>
double extreme(Reals x, Better isBetter) {
  double result = x[0];
  for (const double value : x) {
    if (isBetter(value, result) || std::isnan(value)) result = value;
    if (std::isnan(result)) return result;
  }
  return result;
}

}  // namespace

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
double softplus(double x) { return std::log1p(std::exp(-std::fabs(x))) + std::max(x, 0.0); }
double gelu(double x) { return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2)); }
double geluTanh(double x) {
  const double inner = std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1.0 + std::tanh(inner));
}

double sign(double x) {
  if (x > 0.0) return 1.0;
  return x < 0.0 ? -1.0 : x;
}

double bounded(double x, double low, double high) {
  if (x < low) x = low;
  return x > high ? high : x;
}

double shrunk(double x, double lambda, double bias) {
  if (x < -lambda) return x + bias;
  return x > lambda ? x - bias : 0.0;
}

double sum(Reals x) {
  double result = 0;
  for (const double value : x) result += value;
  return result;
}

double mean(Reals x) { return sum(x) / static_cast<double>(x.size()); }

double most(Reals x) {
  return extreme(x, [](double a, double b) { return a > b; });
}

double least(Reals x) {
  return extreme(x, [](double a, double b) { return a < b; });
}

std::int64_t sumOf(Integers x) {
  std::uint64_t result = 0;
  for (const std::int64_t value : x) result += bits(value);
  return wrapped(result);
}

std::int64_t difference(Integers x) { return wrapped(bits(x[0]) - bits(x[1])); }

std::int64_t product(Integers x) { return wrapped(bits(x[0]) * bits(x[1])); }

std::int64_t quotient(Integers x) {
  if (x[1] == 0) return 0;
  return x[1] == -1 ? wrapped(0 - bits(x[0])) : x[0] / x[1];
}

std::int64_t power(Integers x) {
  if (x[1] < 0) return x[0] == 1 ? 1 : x[0] == -1 ? (x[1] % 2 == 0 ? 1 : -1) : 0;
  std::uint64_t result = 1;
  std::uint64_t base = bits(x[0]);
  for (std::uint64_t left = bits(x[1]); left > 0; left /= 2, base *= base) {
    if (left % 2 == 1) result *= base;
  }
  return wrapped(result);
}

std::int64_t remainder(Integers x) { return x[1] == 0 || x[1] == -1 ? 0 : x[0] % x[1]; }

std::int64_t flooredRemainder(Integers x) {
  const std::int64_t rest = remainder(x);
  return rest != 0 && (rest < 0) != (x[1] < 0) ? rest + x[1] : rest;
}

std::int64_t shiftedLeft(Integers x) {
  return x[1] < 0 || x[1] > 63 ? 0 : wrapped(bits(x[0]) << bits(x[1]));
}

std::int64_t shiftedRight(Integers x) {
  return x[1] < 0 || x[1] > 63 ? 0 : wrapped(bits(x[0]) >> bits(x[1]));
}

}  // namespace tessera::arithmetic
