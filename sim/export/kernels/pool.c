#include "pool.h"

#include "fixed_point.h"

/* What lies in a window, of one channel. */
typedef struct {
  int32_t sum, max, count;
} tsr_pooled;

static tsr_pooled tsr_pool_window(const tsr_pool *op, const tsr_view *in, const tsr_taps *rows,
                                  const tsr_taps *columns, int32_t channel) {
  tsr_pooled pooled = {0, INT8_MIN, 0};
  for (int32_t k = rows->begin; k < rows->end; ++k) {
    const int32_t row = rows->first + (k - rows->begin) * op->rows.dilation;
    for (int32_t j = columns->begin; j < columns->end; ++j) {
      const int32_t column = columns->first + (j - columns->begin) * op->columns.dilation;
      const int32_t x = tsr_at(in, row, column)[channel];
      pooled.sum += x;
      if (x > pooled.max) pooled.max = x;
      ++pooled.count;
    }
  }
  return pooled;
}

/* Half away from zero. */
static int32_t tsr_average(tsr_pooled pooled) {
  const int32_t half = pooled.count / 2;
  if (pooled.count == 0) return 0;
  return (pooled.sum > 0 ? pooled.sum + half : pooled.sum - half) / pooled.count;
}

static void tsr_pool_each(const tsr_pool *op, const tsr_view *in, const tsr_view *out,
                          const tsr_region *region, int averages) {
  for (int32_t row = region->row; row < region->end_row; ++row) {
    const tsr_taps rows = tsr_taps_of(&op->rows, row);
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const tsr_taps columns = tsr_taps_of(&op->columns, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < op->channels; ++c) {
        const tsr_pooled pooled = tsr_pool_window(op, in, &rows, &columns, c);
        const int32_t value = averages ? tsr_average(pooled) : pooled.max;
        to[c] = (int8_t)tsr_clamp(value, op->low, op->high);
      }
    }
  }
}

void tsr_pool_average(const void *op, const tsr_view *in, const tsr_view *out,
                      const tsr_region *region) {
  tsr_pool_each((const tsr_pool *)op, in, out, region, 1);
}

void tsr_pool_max(const void *op, const tsr_view *in, const tsr_view *out,
                  const tsr_region *region) {
  tsr_pool_each((const tsr_pool *)op, in, out, region, 0);
}
