#include "convolution.h"

/* What one row of the window adds to the sum of an output channel. */
static int32_t tsr_window_row(const tsr_convolution *op, const tsr_view *in, int32_t row,
                              const tsr_taps *taps, const int8_t *weights, int32_t channel) {
  const int32_t depth = op->in_channels / op->groups;
  const int adjoining = op->columns.dilation == 1 && op->groups == 1;
  int32_t column = taps->first;
  int32_t sum = 0;
  for (int32_t k = taps->begin; k < taps->end;) {
    const int32_t run = adjoining ? tsr_run(in, row, column, column + taps->end - k) : 1;
    sum += tsr_dot(tsr_at(in, row, column) + channel, weights + k * depth, run * depth, op->offset);
    k += run;
    column += run * op->columns.dilation;
  }
  return sum;
}

int32_t tsr_sum_of_taps(const tsr_convolution *op, const tsr_view *in, const tsr_taps *rows,
                        const tsr_taps *columns, int32_t channel) {
  const int32_t depth = op->in_channels / op->groups;
  const int32_t row_weights = op->columns.kernel * depth;
  const int32_t first = channel / (op->out_channels / op->groups) * depth;
  const int8_t *const weights = op->weights + channel * op->rows.kernel * row_weights;
  int32_t sum = 0;
  for (int32_t k = rows->begin; k < rows->end; ++k) {
    const int32_t row = rows->first + (k - rows->begin) * op->rows.dilation;
    sum += tsr_window_row(op, in, row, columns, weights + k * row_weights, first);
  }
  return sum;
}

void tsr_convolve(const void *op, const tsr_view *in, const tsr_view *out,
                  const tsr_region *region) {
  const tsr_convolution *const it = (const tsr_convolution *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const tsr_taps rows = tsr_taps_of(&it->rows, row);
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const tsr_taps columns = tsr_taps_of(&it->columns, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < it->out_channels; ++c) {
        to[c] = tsr_finish(&it->sums, tsr_sum_of_taps(it, in, &rows, &columns, c), c);
      }
    }
  }
}
