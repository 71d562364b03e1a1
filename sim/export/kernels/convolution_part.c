#include "convolution_part.h"

#include <string.h>

void tsr_convolve_part(const void *op, const tsr_view *in, const tsr_view *out,
                       const tsr_region *region) {
  const tsr_convolution_part *const it = (const tsr_convolution_part *)op;
  const tsr_convolution *const part = &it->part;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const tsr_taps rows = tsr_taps_of(&part->rows, row);
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const tsr_taps columns = tsr_taps_of(&part->columns, column);
      int8_t *sums = tsr_at(&in[1], row, column);
      for (int32_t c = 0; c < part->out_channels; ++c, sums += sizeof(int32_t)) {
        int32_t sum = 0;
        if (!it->first) memcpy(&sum, sums, sizeof sum); /* which need not be aligned */
        sum += tsr_sum_of_taps(part, in, &rows, &columns, c);
        if (it->last) {
          tsr_at(out, row, column)[c] = tsr_finish(&part->sums, sum, c);
        } else {
          memcpy(sums, &sum, sizeof sum);
        }
      }
    }
  }
}
