#include "convert.h"

#include <string.h>

#include "fixed_point.h"

/* To the nearest integer, half away from zero; saturated beyond what matters to an int8. */
static int32_t tsr_nearest(float x) {
  const float most = 65536.0F;
  int32_t whole;
  float rest;
  if (!(x > -most)) return -(int32_t)most;
  if (!(x < most)) return (int32_t)most;
  whole = (int32_t)x;
  rest = x - (float)whole;
  if (rest >= 0.5F) return whole + 1;
  return rest <= -0.5F ? whole - 1 : whole;
}

void tsr_quantise(const void *op, const tsr_view *in, const tsr_view *out,
                  const tsr_region *region) {
  const tsr_convert *const it = (const tsr_convert *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const int8_t *const from = tsr_at(in, row, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < it->channels; ++c) {
        float x;
        memcpy(&x, from + c * (int32_t)sizeof x, sizeof x);
        to[c] = (int8_t)tsr_clamp(tsr_nearest(x / it->scale) + it->zero, INT8_MIN, INT8_MAX);
      }
    }
  }
}

void tsr_dequantise(const void *op, const tsr_view *in, const tsr_view *out,
                    const tsr_region *region) {
  const tsr_convert *const it = (const tsr_convert *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const int8_t *const from = tsr_at(in, row, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < it->channels; ++c) {
        const float x = (float)((double)it->scale * (from[c] - it->zero));
        memcpy(to + c * (int32_t)sizeof x, &x, sizeof x);
      }
    }
  }
}
