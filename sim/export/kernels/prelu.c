#include "prelu.h"

static int32_t tsr_leaning(const tsr_pairs *op, int32_t a, int32_t b) {
  const int32_t x = a - op->a.zero;
  const int32_t scaled = x >= 0 ? tsr_multiply(x, op->a.multiplier, op->a.shift)
                                : tsr_multiply(x * (b - op->b.zero), op->b.multiplier, op->b.shift);
  return tsr_clamp(tsr_wrap((int64_t)scaled + op->zero), op->low, op->high);
}

void tsr_lean(const void *op, const tsr_view *in, const tsr_view *out, const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_leaning);
}
