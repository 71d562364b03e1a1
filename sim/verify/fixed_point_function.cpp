#include "sim/verify/fixed_point_function.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace tessera::verify {
namespace {

using Limits = std::numeric_limits<std::int32_t>;

constexpr int totalBits = 31;                // before and behind the point
constexpr std::int32_t one = Limits::max();  // without integer bits

std::int32_t constant(double value, int integerBits) {
  const double raw = std::round(std::ldexp(value, totalBits - integerBits));
  return static_cast<std::int32_t>(
      std::clamp(raw, static_cast<double>(Limits::min()), static_cast<double>(Limits::max())));
}

std::int32_t sum(std::int32_t a, std::int32_t b) { return wrapped(std::int64_t{a} + b); }

/// e^x, of x from -1/4 up to 0 without integer bits.
std::int32_t expOfQuarter(std::int32_t a) {
  const std::int32_t middle = constant(std::exp(-0.125), 0);
  const std::int32_t x = sum(a, constant(0.125, 0));
  const std::int32_t x2 = doubledHighProduct(x, x);
  const std::int32_t x3 = doubledHighProduct(x2, x);
  const std::int32_t x4 = doubledHighProduct(x2, x2);
  const std::int32_t third =
      doubledHighProduct(sum(roundedQuotient(x4, 2), x3), constant(1.0 / 3, 0));
  const std::int32_t tail = roundedQuotient(sum(third, x2), 1);
  return sum(middle, doubledHighProduct(middle, sum(x, tail)));
}

/// 1 / ((1 + x) / 2), of x from 0 to 1 without integer bits; the result has two.
std::int32_t inverseOfHalf(std::int32_t x) {
  const std::int64_t whole = std::int64_t{x} + one;
  const std::int32_t half = wrapped((whole + (whole >= 0 ? 1 : -1)) / 2);
  constexpr int integerBits = 2;
  std::int32_t result = sum(constant(48.0 / 17, integerBits),
                            doubledHighProduct(half, constant(-32.0 / 17, integerBits)));
  for (int step = 0; step < 3; ++step) {
    const std::int32_t missing = sum(constant(1, integerBits), -doubledHighProduct(half, result));
    result = sum(
        result, withIntegerBits(doubledHighProduct(result, missing), 2 * integerBits, integerBits));
  }
  return result;
}

/// The number without a sign, negated, which all of 32 bits can be.
std::int32_t negative(std::int32_t x) { return x < 0 ? x : -x; }

}  // namespace

std::int32_t withIntegerBits(std::int32_t x, int from, int to) {
  const int left = from - to;
  if (left <= 0) return roundedQuotient(x, -left);
  const std::int32_t most = (std::int32_t{1} << (totalBits - left)) - 1;
  if (x > most) return Limits::max();
  if (x < -most) return Limits::min();
  return wrapped(std::int64_t{x} * (std::int64_t{1} << left));
}

std::int32_t fixedPointExp(std::int32_t x, int integerBits) {
  if (x == 0) return one;
  const int fraction = totalBits - integerBits;
  const std::int32_t quarter = std::int32_t{1} << (fraction - 2);
  const std::int32_t within = (x & (quarter - 1)) - quarter;
  std::int32_t result = expOfQuarter(withIntegerBits(within, integerBits, 0));
  const std::int32_t quarters = sum(within, wrapped(-std::int64_t{x}));
  for (int exponent = -2; exponent < integerBits; ++exponent) {
    if ((quarters & (std::int32_t{1} << (fraction + exponent))) == 0) continue;
    result = doubledHighProduct(result, constant(std::exp(-std::ldexp(1.0, exponent)), 0));
  }
  return result;
}

std::int32_t fixedPointInverseOfOnePlus(std::int32_t x) {
  return withIntegerBits(inverseOfHalf(x), 1, 0);
}

std::int32_t fixedPointLogistic(std::int32_t x, int integerBits) {
  if (x == 0) return constant(0.5, 0);
  const std::int32_t positive = fixedPointInverseOfOnePlus(fixedPointExp(negative(x), integerBits));
  return x > 0 ? positive : one - positive;
}

std::int32_t fixedPointTanh(std::int32_t x, int integerBits) {
  if (x == 0) return 0;
  const std::int32_t inverse = inverseOfHalf(fixedPointExp(negative(x), integerBits + 1));
  const std::int32_t positive = withIntegerBits(sum(inverse, -constant(1, 2)), 2, 0);
  return x > 0 ? positive : -positive;
}

FixedPointMultiplier inverseSquareRoot(std::int32_t x) {
  if (x <= 1) return {one, 0};
  int shift = 11;
  while (x >= 1 << 29) {
    x /= 4;
    ++shift;
  }
  const int pairs = (std::countl_zero(static_cast<std::uint32_t>(x)) - 1) / 2 - 1;
  shift -= pairs;
  constexpr int integerBits = 3;
  const std::int32_t scaled = wrapped(std::int64_t{x} << (2 * pairs)) >> 1;
  const std::int32_t half = roundedQuotient(scaled, 1);
  std::int32_t root = constant(1, integerBits);
  for (int step = 0; step < 5; ++step) {
    const std::int32_t square = doubledHighProduct(root, root);  // 6 integer bits
    const std::int32_t cube = withIntegerBits(doubledHighProduct(square, root), 9, integerBits);
    const std::int32_t change =
        sum(doubledHighProduct(constant(1.5, integerBits), root), -doubledHighProduct(half, cube));
    root = withIntegerBits(change, 2 * integerBits, integerBits);
  }
  root = doubledHighProduct(root, constant(std::sqrt(2.0) / 2, 0));
  if (shift < 0) return {wrapped(std::int64_t{root} << -shift), 0};
  return {root, -shift};
}

}  // namespace tessera::verify
