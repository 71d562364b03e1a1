#include "softmax.h"

#include "fixed_point.h"

/* Fixed-point numbers have 31 bits below their sign, of which `integer bits` lie before the point.
 */
enum { tsr_exp_bits = 5, tsr_sum_bits = 12 };

/* x * 2^shift, saturated. */
static int32_t tsr_saturating_shift(int32_t x, int shift) {
  const int32_t most = (INT32_C(1) << (31 - shift)) - 1;
  if (x > most) return INT32_MAX;
  if (x < -most) return INT32_MIN;
  return (int32_t)((uint32_t)x << shift);
}

/* e^x for x in [-1/4, 0), no integer bits: a Taylor series around -1/8. */
static int32_t tsr_exp_quarter(int32_t a) {
  const int32_t middle = INT32_C(1895147668); /* e^(-1/8) */
  const int32_t third = INT32_C(715827883);   /* 1/3 */
  const int32_t x = a + (INT32_C(1) << 28);
  const int32_t x2 = tsr_high_product(x, x);
  const int32_t x3 = tsr_high_product(x2, x);
  const int32_t x4 = tsr_high_product(x2, x2);
  const int32_t higher = tsr_high_product(tsr_round_shift(x4, 2) + x3, third);
  const int32_t tail = tsr_round_shift(higher + x2, 1);
  return tsr_wrap((int64_t)middle + tsr_high_product(middle, x + tail));
}

/* e^x for x <= 0 with 5 integer bits; the result has none. */
static int32_t tsr_exp(int32_t x) {
  /* e^(-2^k) for k = -2 ... 4 */
  static const int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308,
                                   39332535,   720401,     242};
  const int32_t quarter = INT32_C(1) << (31 - tsr_exp_bits - 2);
  const int32_t within = (x & (quarter - 1)) - quarter;
  const int32_t left = within - x;
  int32_t result = tsr_exp_quarter(tsr_saturating_shift(within, tsr_exp_bits));
  for (int32_t k = 0; k < 7; ++k) {
    if (left & (int32_t)((uint32_t)quarter << k)) result = tsr_high_product(result, powers[k]);
  }
  return x == 0 ? INT32_MAX : result;
}

/* 1 / (1 + x) for x in [0, 1), no integer bits: three steps of Newton's division. */
static int32_t tsr_reciprocal(int32_t x) {
  const int32_t half = (int32_t)(((int64_t)x + INT32_MAX + 1) / 2);
  int32_t result = INT32_C(1515870810) + tsr_high_product(half, -INT32_C(1010580540));
  for (int step = 0; step < 3; ++step) { /* two integer bits */
    const int32_t missing = (INT32_C(1) << 29) - tsr_high_product(half, result);
    result += tsr_saturating_shift(tsr_high_product(result, missing), 2);
  }
  return tsr_saturating_shift(result, 1);
}

static int tsr_leading_zeros(uint32_t x) {
  int zeros = 0;
  for (; zeros < 32 && !(x & UINT32_C(0x80000000)); ++zeros) x <<= 1;
  return zeros;
}

static int32_t tsr_softmax_exp(const tsr_softmax *op, int32_t difference) {
  return tsr_exp(tsr_multiply(difference, op->multiplier, op->shift));
}

/* Each element is read before it is written: the result may lie over the input. */
static void tsr_soften_position(const tsr_softmax *op, const int8_t *x, int8_t *y) {
  int32_t most = INT8_MIN;
  int32_t sum = 0;
  for (int32_t c = 0; c < op->channels; ++c) most = x[c] > most ? x[c] : most;
  for (int32_t c = 0; c < op->channels; ++c) {
    if (x[c] - most < op->least) continue;
    sum += tsr_round_shift(tsr_softmax_exp(op, x[c] - most), tsr_sum_bits);
  }
  const int zeros = tsr_leading_zeros((uint32_t)sum);
  const int32_t fraction = (int32_t)(((uint32_t)sum << zeros) - (UINT32_C(1) << 31));
  const int32_t scale = tsr_reciprocal(fraction);
  const int32_t shift = tsr_sum_bits - zeros + 31 - 8;
  for (int32_t c = 0; c < op->channels; ++c) {
    if (x[c] - most < op->least) {
      y[c] = INT8_MIN;
      continue;
    }
    const int32_t part = tsr_high_product(scale, tsr_softmax_exp(op, x[c] - most));
    const int32_t share = shift > 31 ? 0 : tsr_round_shift(part, shift);
    y[c] = (int8_t)tsr_clamp(share + INT8_MIN, INT8_MIN, INT8_MAX);
  }
}

void tsr_soften(const void *op, const tsr_view *in, const tsr_view *out, const tsr_region *region) {
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      tsr_soften_position((const tsr_softmax *)op, tsr_at(in, row, column),
                          tsr_at(out, row, column));
    }
  }
}
