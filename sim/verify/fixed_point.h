#pragma once

#include <cstdint>

namespace tessera::verify {

/// real = scale * (stored - zeroPoint).
struct Affine {
  float scale = 1.0F;
  std::int32_t zeroPoint = 0;
  friend bool operator==(const Affine&, const Affine&) = default;
};

/// A positive real number as TFLite's integer kernels multiply by it: `significand` x 2^(`shift` -
/// 31).
struct FixedPointMultiplier {
  std::int32_t significand = 0;
  int shift = 0;
};

/// The nearest multiplier; 0 for what is below 2^-32. (QuantizeMultiplier of
/// tensorflow/lite/kernels/internal/quantization_util.cc.)
FixedPointMultiplier fixedPointMultiplier(double real);

/// a x b / 2^31, half up; -2^31 squared saturates. (SaturatingRoundingDoublingHighMul of gemmlowp's
/// fixedpoint/fixedpoint.h.)
std::int32_t doubledHighProduct(std::int32_t a, std::int32_t b);
/// The same of 16 bits: a x b / 2^15.
std::int16_t doubledHighProduct(std::int16_t a, std::int16_t b);

/// x / 2^`exponent`, half away from zero; `exponent` from 0 to 31. (RoundingDivideByPOT, same
/// file.)
std::int32_t roundedQuotient(std::int32_t x, int exponent);

/// x times the multiplier, rounded twice: to 31 bits below its leading one, then to an integer. A
/// left shift that overflows wraps around. (MultiplyByQuantizedMultiplier of
/// tensorflow/lite/kernels/internal/common.cc, without TFLITE_SINGLE_ROUNDING.)
std::int32_t multiplied(std::int32_t x, FixedPointMultiplier multiplier);

/// The same of a 64-bit sum: by the upper 16 bits of the significand, rounded once, half up.
std::int32_t multipliedWide(std::int64_t x, FixedPointMultiplier multiplier);

/// The low 32 bits.
inline std::int32_t wrapped(std::int64_t value) { return static_cast<std::int32_t>(value); }

}  // namespace tessera::verify
