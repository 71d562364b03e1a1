#include "copy.h"

#include <string.h>

void tsr_copy_map(const void *op, const tsr_view *in, const tsr_view *out,
                  const tsr_region *region) {
  const tsr_copy *const it = (const tsr_copy *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    if (row < it->whole.row || row >= it->whole.end_row) continue;
    for (int32_t column = region->column; column < region->end_column; ++column) {
      if (column < it->whole.column || column >= it->whole.end_column) continue;
      const int8_t *const from =
          tsr_at(in, row * it->row_step + it->row, column * it->column_step + it->column);
      memcpy(tsr_at(out, row, column) + it->out_channel, from + it->in_channel,
             (size_t)it->channels);
    }
  }
}
