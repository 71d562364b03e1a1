#include "fully_connected_part.h"

#include <string.h>

/* What a tile adds to the sum of an output. */
static int32_t tsr_sum_of_tile(const tsr_fully_connected_part *op, const tsr_view *in,
                               const tsr_region *region, const int8_t *weights) {
  int32_t sum = 0;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      sum += tsr_dot(tsr_at(in, row, column), weights + (row * op->columns + column) * op->channels,
                     op->channels, op->offset);
    }
  }
  return sum;
}

void tsr_connect_part(const void *op, const tsr_view *in, const tsr_view *out,
                      const tsr_region *region) {
  const tsr_fully_connected_part *const it = (const tsr_fully_connected_part *)op;
  const int first = region->row == 0 && region->column == 0;
  const int last = region->end_row == it->rows && region->end_column == it->columns;
  const int32_t depth = it->rows * it->columns * it->channels;
  int8_t *sums = in[1].data;
  for (int32_t c = 0; c < it->outputs; ++c, sums += sizeof(int32_t)) {
    int32_t sum = 0;
    if (!first) memcpy(&sum, sums, sizeof sum); /* which need not be aligned */
    sum += tsr_sum_of_tile(it, in, region, it->weights + c * depth);
    if (last) {
      out->data[c] = tsr_finish(&it->sums, sum, c);
    } else {
      memcpy(sums, &sum, sizeof sum);
    }
  }
}
