#include "multiply.h"

static int32_t tsr_product_of(const tsr_pairs *op, int32_t a, int32_t b) {
  return tsr_pair_result(op, (a - op->a.zero) * (b - op->b.zero));
}

void tsr_multiply_pairs(const void *op, const tsr_view *in, const tsr_view *out,
                        const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_product_of);
}
