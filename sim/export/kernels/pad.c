#include "pad.h"

#include <string.h>

void tsr_pad_map(const void *op, const tsr_view *in, const tsr_view *out,
                 const tsr_region *region) {
  const tsr_pad *const it = (const tsr_pad *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const int32_t y = row - it->before_rows;
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const int32_t x = column - it->before_columns;
      int8_t *const to = tsr_at(out, row, column);
      memset(to, (uint8_t)it->value, (size_t)it->out_channels);
      if (y >= 0 && y < it->rows && x >= 0 && x < it->columns) {
        memcpy(to + it->before_channels, tsr_at(in, y, x), (size_t)it->channels);
      }
    }
  }
}
