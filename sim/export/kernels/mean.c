#include "mean.h"

#include "fixed_point.h"

void tsr_average_axis(const void *op, const tsr_view *in, const tsr_view *out,
                      const tsr_region *region) {
  const tsr_mean *const it = (const tsr_mean *)op;
  int8_t *y = out->data;
  (void)region;
  for (int32_t i = 0; i < it->outer; ++i) {
    for (int32_t j = 0; j < it->inner; ++j) {
      const int8_t *x = in->data + i * it->count * it->inner + j;
      int32_t sum = 0;
      for (int32_t k = 0; k < it->count; ++k, x += it->inner) sum += *x - it->in_zero;
      const int32_t mean = it->multiplier == 0
                               ? sum / it->count
                               : tsr_multiply(sum, it->multiplier, it->shift) + it->zero;
      *y++ = (int8_t)tsr_clamp(mean, INT8_MIN, INT8_MAX);
    }
  }
}
