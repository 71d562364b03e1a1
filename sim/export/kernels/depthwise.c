#include "depthwise.h"

#include <string.h>

enum { tsr_depthwise_channels = 16 }; /* at once: their sums stay in a few registers or lines */

static void tsr_depthwise_tap(const tsr_depthwise *op, const int8_t *x, const int8_t *weights,
                              int32_t first, int32_t count, int32_t *sums) {
  if (op->multiplier == 1) {
    for (int32_t c = 0; c < count; ++c) sums[c] += (x[first + c] + op->offset) * weights[first + c];
    return;
  }
  for (int32_t c = first; c < first + count; ++c) {
    sums[c - first] += (x[c / op->multiplier] + op->offset) * weights[c];
  }
}

static void tsr_depthwise_some(const tsr_depthwise *op, const tsr_view *in, const tsr_taps *rows,
                               const tsr_taps *columns, int32_t first, int32_t count, int8_t *out) {
  int32_t sums[tsr_depthwise_channels];
  memset(sums, 0, sizeof sums);
  for (int32_t k = rows->begin; k < rows->end; ++k) {
    const int32_t row = rows->first + (k - rows->begin) * op->rows.dilation;
    const int8_t *weights = op->weights + k * op->columns.kernel * op->out_channels;
    for (int32_t j = columns->begin; j < columns->end; ++j) {
      const int32_t column = columns->first + (j - columns->begin) * op->columns.dilation;
      tsr_depthwise_tap(op, tsr_at(in, row, column), weights + j * op->out_channels, first, count,
                        sums);
    }
  }
  for (int32_t c = 0; c < count; ++c) out[first + c] = tsr_finish(&op->sums, sums[c], first + c);
}

void tsr_convolve_depthwise(const void *op, const tsr_view *in, const tsr_view *out,
                            const tsr_region *region) {
  const tsr_depthwise *const it = (const tsr_depthwise *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const tsr_taps rows = tsr_taps_of(&it->rows, row);
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const tsr_taps columns = tsr_taps_of(&it->columns, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < it->out_channels; c += tsr_depthwise_channels) {
        const int32_t left = it->out_channels - c;
        const int32_t count = left < tsr_depthwise_channels ? left : tsr_depthwise_channels;
        tsr_depthwise_some(it, in, &rows, &columns, c, count, to);
      }
    }
  }
}
