#ifndef TSR_FIXED_POINT_H
#define TSR_FIXED_POINT_H

#include <stdint.h>

/* Arithmetic of 32 bits that wraps around where it overflows. */
static inline int32_t tsr_wrap(int64_t value) { return (int32_t)(uint32_t)(uint64_t)value; }

/* a * b / 2^31, half up; the one product that does not fit saturates. */
static inline int32_t tsr_high_product(int32_t a, int32_t b) {
  if (a == INT32_MIN && b == INT32_MIN) return INT32_MAX;
  return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* x / 2^shift, half away from zero. */
static inline int32_t tsr_round_shift(int32_t x, int shift) {
  const int32_t mask = (int32_t)((UINT32_C(1) << shift) - 1);
  const int32_t threshold = (mask >> 1) + (x < 0);
  return (x >> shift) + ((x & mask) > threshold);
}

/* x * multiplier * 2^(shift - 31), rounded twice. */
static inline int32_t tsr_multiply(int32_t x, int32_t multiplier, int shift) {
  if (shift > 0) return tsr_high_product((int32_t)((uint32_t)x << shift), multiplier);
  return tsr_round_shift(tsr_high_product(x, multiplier), -shift);
}

static inline int32_t tsr_clamp(int32_t x, int32_t low, int32_t high) {
  return x < low ? low : x > high ? high : x;
}

#endif
