#include "add.h"

static int32_t tsr_sum_of(const tsr_pairs *op, int32_t a, int32_t b) {
  const int64_t sum = (int64_t)tsr_scaled(op, &op->a, a) + tsr_scaled(op, &op->b, b);
  return tsr_pair_result(op, tsr_wrap(sum));
}

static int32_t tsr_difference_of(const tsr_pairs *op, int32_t a, int32_t b) {
  const int64_t difference = (int64_t)tsr_scaled(op, &op->a, a) - tsr_scaled(op, &op->b, b);
  return tsr_pair_result(op, tsr_wrap(difference));
}

void tsr_add(const void *op, const tsr_view *in, const tsr_view *out, const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_sum_of);
}

void tsr_subtract(const void *op, const tsr_view *in, const tsr_view *out,
                  const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_difference_of);
}
