#include "resize.h"

#include <string.h>

void tsr_enlarge_nearest(const void *op, const tsr_view *in, const tsr_view *out,
                         const tsr_region *region) {
  const tsr_resize_nearest *const it = (const tsr_resize_nearest *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      memcpy(tsr_at(out, row, column), tsr_at(in, it->rows[row], it->columns[column]),
             (size_t)it->channels);
    }
  }
}

enum { tsr_unit = 1024 };

/* The two positions that an output lies between. */
typedef struct {
  int32_t below, above;
  int32_t beyond; /* how far above `below`, in 1/1024 */
} tsr_between;

static tsr_between tsr_between_of(const tsr_line *line, int32_t output) {
  const int32_t at = output * line->scale + line->first;
  const int32_t below = at / tsr_unit;
  const int32_t above = (at + tsr_unit - 1) / tsr_unit;
  tsr_between between = {0, 0, 0};
  between.below = below > 0 ? below : 0;
  between.above = above < line->extent - 1 ? above : line->extent - 1;
  between.beyond = at - tsr_unit * between.below;
  return between;
}

void tsr_enlarge_linear(const void *op, const tsr_view *in, const tsr_view *out,
                        const tsr_region *region) {
  const tsr_resize_linear *const it = (const tsr_resize_linear *)op;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const tsr_between y = tsr_between_of(&it->rows, row);
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const tsr_between x = tsr_between_of(&it->columns, column);
      const int8_t *const a = tsr_at(in, y.below, x.below);
      const int8_t *const b = tsr_at(in, y.below, x.above);
      const int8_t *const c = tsr_at(in, y.above, x.below);
      const int8_t *const d = tsr_at(in, y.above, x.above);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t i = 0; i < it->channels; ++i) {
        const int64_t upper = (int64_t)a[i] * (tsr_unit - x.beyond) + (int64_t)b[i] * x.beyond;
        const int64_t lower = (int64_t)c[i] * (tsr_unit - x.beyond) + (int64_t)d[i] * x.beyond;
        const int64_t sum = upper * (tsr_unit - y.beyond) + lower * y.beyond;
        const int64_t half = sum > 0 ? 1 << 19 : -(1 << 19);
        to[i] = (int8_t)((sum + half) / (1 << 20));
      }
    }
  }
}
