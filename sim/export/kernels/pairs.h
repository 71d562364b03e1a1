#ifndef TSR_PAIRS_H
#define TSR_PAIRS_H

#include "fixed_point.h"
#include "view.h"

/* An operand of two: an extent of 1 is read again and again. */
typedef struct {
  int32_t rows, columns, channels;
  int32_t zero, multiplier, shift;
} tsr_operand;

/* An operator on two operands, element by element. */
typedef struct {
  tsr_operand a, b;
  int32_t channels;                           /* of the output */
  int32_t left_shift;                         /* of both operands before they are scaled */
  int32_t multiplier, shift, zero, low, high; /* of the output */
} tsr_pairs;

typedef int32_t tsr_pair(const tsr_pairs *op, int32_t a, int32_t b);

static inline const int8_t *tsr_operand_at(const tsr_operand *operand, const tsr_view *view,
                                           int32_t row, int32_t column) {
  return tsr_at(view, operand->rows == 1 ? 0 : row, operand->columns == 1 ? 0 : column);
}

static inline int8_t tsr_pair_result(const tsr_pairs *op, int32_t raw) {
  const int32_t scaled = tsr_multiply(raw, op->multiplier, op->shift);
  return (int8_t)tsr_clamp(tsr_wrap((int64_t)scaled + op->zero), op->low, op->high);
}

static inline int32_t tsr_scaled(const tsr_pairs *op, const tsr_operand *operand, int32_t x) {
  return tsr_multiply((x - operand->zero) * (1 << op->left_shift), operand->multiplier,
                      operand->shift);
}

/* Calls `pair` for each element of the region, and writes what it gives. Either operand may lie
 * where the result does. */
static inline void tsr_each_pair(const tsr_pairs *op, const tsr_view *in, const tsr_view *out,
                                 const tsr_region *region, tsr_pair *pair) {
  const int32_t a_step = op->a.channels != 1;
  const int32_t b_step = op->b.channels != 1;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column; ++column) {
      const int8_t *const a = tsr_operand_at(&op->a, &in[0], row, column);
      const int8_t *const b = tsr_operand_at(&op->b, &in[1], row, column);
      int8_t *const to = tsr_at(out, row, column);
      for (int32_t c = 0; c < op->channels; ++c) {
        to[c] = (int8_t)pair(op, a[c * a_step], b[c * b_step]);
      }
    }
  }
}

#endif
