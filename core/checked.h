#pragma once

#include <cstdint>
#include <limits>

#include "core/error.h"

namespace tessera {

/// Throws the error of an integer overflow (ErrorCode::input: only sizes read from a file do it).
[[noreturn]] inline void throwOverflow() {
  throw Error(ErrorCode::input, "a size exceeds 64 bits", {},
              "the shapes in the file are not real");
}

/// a + b, or throws Error(input) where the sum does not fit 64 bits.
inline std::int64_t checkedAdd(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throwOverflow();
  return sum;
}

/// a - b, or throws Error(input) where the difference does not fit 64 bits.
inline std::int64_t checkedSub(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throwOverflow();
  return difference;
}

/// a * b, or throws Error(input) where the product does not fit 64 bits.
inline std::int64_t checkedMul(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throwOverflow();
  return product;
}

/// The quotient rounded up, for a >= 0 and b > 0.
constexpr std::int64_t ceilDiv(std::int64_t a, std::int64_t b) { return a / b + (a % b != 0); }

/// The next multiple of `unit`, for a >= 0 and unit > 0; throws Error(input) beyond 64 bits.
inline std::int64_t roundUp(std::int64_t a, std::int64_t unit) {
  return checkedMul(ceilDiv(a, unit), unit);
}

/// The quotient rounded towards minus infinity, for b > 0.
constexpr std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

}  // namespace tessera
