#pragma once

#include <cstdint>

#include "sim/verify/fixed_point.h"

namespace tessera::verify {

/// Functions of 32-bit fixed-point numbers, bit for bit those of gemmlowp's
/// fixedpoint/fixedpoint.h. A number with `integerBits` bits before its point stands for raw x
/// 2^(integerBits - 31); results have none.

/// e^x, of x <= 0; `integerBits` up to 5. A Taylor series around -1/8 for what lies in a quarter,
/// and a factor for each bit above.
std::int32_t fixedPointExp(std::int32_t x, int integerBits);

/// 1 / (1 + e^-x), by Newton's division.
std::int32_t fixedPointLogistic(std::int32_t x, int integerBits);

std::int32_t fixedPointTanh(std::int32_t x, int integerBits);

/// 1 / (1 + x), of x from 0 to 1 without integer bits.
std::int32_t fixedPointInverseOfOnePlus(std::int32_t x);

/// The number with other integer bits: saturates where they are fewer, rounds where they are more.
std::int32_t withIntegerBits(std::int32_t x, int from, int to);

/// 1 / sqrt(x), of an integer, which counts as 1 where it is less.
/// (GetInvSqrtQuantizedMultiplierExp of tensorflow/lite/kernels/internal/common.h.)
FixedPointMultiplier inverseSquareRoot(std::int32_t x);

}  // namespace tessera::verify
