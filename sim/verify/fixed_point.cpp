#include "sim/verify/fixed_point.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tessera::verify {
namespace {

constexpr int bits = 31;  // of a significand, below its sign

/// Rounds half up where the product is positive and half down to it where it is negative, as a
/// division towards zero after a nudge does.
template <class Element, class Wide>
Element highProduct(Element a, Element b) {
  using Limits = std::numeric_limits<Element>;
  if (a == b && a == Limits::min()) return Limits::max();
  constexpr Wide one = Wide{1} << Limits::digits;
  const Wide product = Wide{a} * Wide{b};
  const Wide nudge = product >= 0 ? one / 2 : 1 - one / 2;
  return static_cast<Element>((product + nudge) / one);
}

}  // namespace

FixedPointMultiplier fixedPointMultiplier(double real) {
  if (real == 0.0 || !std::isfinite(real)) return {};
  FixedPointMultiplier result;
  const double fraction = std::frexp(real, &result.shift);
  auto significand = static_cast<std::int64_t>(std::round(std::ldexp(fraction, bits)));
  if (significand == std::int64_t{1} << bits) {
    significand /= 2;
    ++result.shift;
  }
  if (result.shift < -bits) return {};
  result.significand = static_cast<std::int32_t>(significand);
  return result;
}

std::int32_t doubledHighProduct(std::int32_t a, std::int32_t b) {
  return highProduct<std::int32_t, std::int64_t>(a, b);
}

std::int16_t doubledHighProduct(std::int16_t a, std::int16_t b) {
  return highProduct<std::int16_t, std::int32_t>(a, b);
}

std::int32_t roundedQuotient(std::int32_t x, int exponent) {
  const std::int64_t mask = (std::int64_t{1} << exponent) - 1;
  const std::int64_t remainder = x & mask;
  const std::int64_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> std::min(exponent, bits)) + (remainder > threshold ? 1 : 0);
}

std::int32_t multiplied(std::int32_t x, FixedPointMultiplier multiplier) {
  const int left = std::clamp(multiplier.shift, 0, bits);
  const int right = std::clamp(-multiplier.shift, 0, bits);
  const std::int32_t shifted = wrapped(std::int64_t{x} * (std::int64_t{1} << left));
  return roundedQuotient(doubledHighProduct(shifted, multiplier.significand), right);
}

std::int32_t multipliedWide(std::int64_t x, FixedPointMultiplier multiplier) {
  constexpr int lower = 16;
  constexpr int upper = bits - lower;
  const std::int32_t reduced = multiplier.significand < 0x7FFF0000
                                   ? (multiplier.significand + (1 << (lower - 1))) >> lower
                                   : 0x7FFF;
  const int shift = upper - std::clamp(multiplier.shift, -bits, upper - 1);
  // Unsigned, so that what a file makes overflow wraps around.
  const std::uint64_t product = static_cast<std::uint64_t>(x) * static_cast<std::uint64_t>(reduced);
  const auto rounded = static_cast<std::int64_t>(product + (std::uint64_t{1} << (shift - 1)));
  return wrapped(rounded >> shift);
}

}  // namespace tessera::verify
