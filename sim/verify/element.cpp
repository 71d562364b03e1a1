#include "sim/verify/element.h"

#include <bit>

namespace tessera::verify {

float toFloat(Half half) {
  const bool negative = (half.bits & 0x8000U) != 0;
  const int exponent = (half.bits >> 10U) & 0x1F;
  const int fraction = half.bits & 0x3FF;
  float value = 0.0F;
  if (exponent == 31) {
    value = fraction == 0 ? std::numeric_limits<float>::infinity()
                          : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    value = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  }
  return negative ? -value : value;
}

Half toHalf(float value) {
  const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000U : 0U);
  const auto with = [sign](int bits) {
    return Half{static_cast<std::uint16_t>(sign | static_cast<unsigned>(bits))};
  };
  const float size = std::fabs(value);
  if (std::isnan(value)) return with(0x7E00);
  if (size >= 65520.0F) return with(0x7C00);
  if (size == 0.0F) return with(0);
  // One unit in the last place: 2^(e - 10) for normal numbers, 2^-24 below them.
  const int exponent = std::max(std::ilogb(size), -14);
  const int units = static_cast<int>(std::nearbyint(std::ldexp(size, 10 - exponent)));
  // A carry out of the fraction moves on to the next exponent by itself.
  return with(((exponent + 14) << 10) + units);
}

float toFloat(BFloat16 value) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(value.bits) << 16U);
}

BFloat16 toBFloat16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (std::isnan(value)) return {0x7FC0};
  const std::uint32_t rounded = bits + 0x7FFFU + ((bits >> 16U) & 1U);
  return {static_cast<std::uint16_t>(rounded >> 16U)};
}

}  // namespace tessera::verify
