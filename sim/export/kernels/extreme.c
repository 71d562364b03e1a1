#include "extreme.h"

static int32_t tsr_less_of(const tsr_pairs *op, int32_t a, int32_t b) {
  (void)op;
  return a < b ? a : b;
}

static int32_t tsr_more_of(const tsr_pairs *op, int32_t a, int32_t b) {
  (void)op;
  return a > b ? a : b;
}

void tsr_minimum(const void *op, const tsr_view *in, const tsr_view *out,
                 const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_less_of);
}

void tsr_maximum(const void *op, const tsr_view *in, const tsr_view *out,
                 const tsr_region *region) {
  tsr_each_pair((const tsr_pairs *)op, in, out, region, tsr_more_of);
}
