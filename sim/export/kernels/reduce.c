#include "reduce.h"

#include "fixed_point.h"

static int8_t tsr_scaled_sum(const tsr_reduce *op, const int8_t *x) {
  int32_t sum = 0;
  for (int32_t k = 0; k < op->count; ++k) sum += x[k * op->inner] - op->in_zero;
  const int32_t scaled = tsr_multiply(sum, op->multiplier, op->shift) + op->zero;
  return (int8_t)tsr_clamp(scaled, INT8_MIN, INT8_MAX);
}

static int8_t tsr_greatest(const tsr_reduce *op, const int8_t *x) {
  int8_t greatest = INT8_MIN;
  for (int32_t k = 0; k < op->count; ++k) {
    if (x[k * op->inner] > greatest) greatest = x[k * op->inner];
  }
  return greatest;
}

static void tsr_reduce_each(const tsr_reduce *op, const tsr_view *in, const tsr_view *out,
                            int8_t reduce(const tsr_reduce *op, const int8_t *x)) {
  int8_t *y = out->data;
  for (int32_t i = 0; i < op->outer; ++i) {
    for (int32_t j = 0; j < op->inner; ++j) {
      *y++ = reduce(op, in->data + i * op->count * op->inner + j);
    }
  }
}

void tsr_reduce_sum(const void *op, const tsr_view *in, const tsr_view *out,
                    const tsr_region *region) {
  (void)region;
  tsr_reduce_each((const tsr_reduce *)op, in, out, tsr_scaled_sum);
}

void tsr_reduce_max(const void *op, const tsr_view *in, const tsr_view *out,
                    const tsr_region *region) {
  (void)region;
  tsr_reduce_each((const tsr_reduce *)op, in, out, tsr_greatest);
}
