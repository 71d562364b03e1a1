#include "pointwise.h"

/* Two positions at once, so that each weight is read once. Input and output lie apart. */
static void tsr_two_points(const tsr_pointwise *op, const int8_t *x, int8_t *out) {
  const int8_t *const next = x + op->in_channels;
  const int8_t *weights = op->weights;
  for (int32_t c = 0; c < op->out_channels; ++c) {
    int32_t first = 0;
    int32_t second = 0;
    for (int32_t i = 0; i < op->in_channels; ++i) {
      first += (x[i] + op->offset) * weights[i];
      second += (next[i] + op->offset) * weights[i];
    }
    out[c] = tsr_finish(&op->sums, first, c);
    out[c + op->out_channels] = tsr_finish(&op->sums, second, c);
    weights += op->in_channels;
  }
}

static void tsr_point(const tsr_pointwise *op, const int8_t *x, int8_t *out) {
  const int8_t *weights = op->weights;
  for (int32_t c = 0; c < op->out_channels; ++c) {
    out[c] = tsr_finish(&op->sums, tsr_dot(x, weights, op->in_channels, op->offset), c);
    weights += op->in_channels;
  }
}

void tsr_convolve_points(const void *op, const tsr_view *in, const tsr_view *out,
                         const tsr_region *region) {
  const tsr_pointwise *const it = (const tsr_pointwise *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column;) {
      const int8_t *const x = tsr_at(in, row, column);
      int8_t *const y = tsr_at(out, row, column);
      const int adjoining = column + 1 < region->end_column &&
                            tsr_run(in, row, column, column + 2) == 2 &&
                            tsr_run(out, row, column, column + 2) == 2;
      if (adjoining) {
        tsr_two_points(it, x, y);
      } else {
        tsr_point(it, x, y);
      }
      column += 1 + adjoining;
    }
  }
}
