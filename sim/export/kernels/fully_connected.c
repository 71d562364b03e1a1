#include "fully_connected.h"

void tsr_connect_fully(const void *op, const tsr_view *in, const tsr_view *out,
                       const tsr_region *region) {
  const tsr_fully_connected *const it = (const tsr_fully_connected *)op;
  const int8_t *x = in->data;
  int8_t *y = out->data;
  (void)region;
  for (int32_t i = 0; i < it->count; ++i, x += it->depth) {
    const int8_t *weights = it->weights;
    for (int32_t c = 0; c < it->outputs; ++c, weights += it->depth) {
      *y++ = tsr_finish(&it->sums, tsr_dot(x, weights, it->depth, it->offset), c);
    }
  }
}
