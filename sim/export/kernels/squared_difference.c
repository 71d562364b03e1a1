#include "squared_difference.h"

static int32_t tsr_squared_difference_of(const tsr_pairs *op, int32_t a, int32_t b) {
  const int64_t difference = (int64_t)tsr_scaled(op, &op->a, a) - tsr_scaled(op, &op->b, b);
  return tsr_pair_result(op, tsr_wrap(difference * difference));
}

void tsr_square_difference(const void *op, const tsr_view *in, const tsr_view *out,
                           const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_squared_difference_of);
}
