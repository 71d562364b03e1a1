#ifndef TSR_VIEW_H
#define TSR_VIEW_H

#include <stdint.h>

/* A rectangle of a map: half-open rows and columns, all channels. */
typedef struct {
  int32_t row, end_row;
  int32_t column, end_column;
} tsr_region;

/* Where the positions of a map lie. All channels of a position lie side by side.
 *
 * Rows of `tile` lie in `data`, what is left of the tile in `beside`, and all other rows in `ring`,
 * row r in slot r % ring_rows. A whole map is one tile. A map that is kept in a ring alone has an
 * empty tile. */
typedef struct {
  int32_t position; /* bytes of a position */
  tsr_region tile;
  int32_t stride; /* bytes from a row to the next, of the tile */
  int8_t *data;   /* position (tile.row, tile.column) */
  int32_t beside_column, beside_stride;
  int8_t *beside; /* position (tile.row, beside_column) */
  int32_t ring_column, ring_stride, ring_rows;
  int8_t *ring; /* position (0, ring_column) */
} tsr_view;

/* A kernel computes a region of its output. What lies beyond its input's map is padding. */
typedef void tsr_kernel(const void *op, const tsr_view *in, const tsr_view *out,
                        const tsr_region *region);

static inline int tsr_in_tile(const tsr_view *view, int32_t row) {
  return row >= view->tile.row && row < view->tile.end_row;
}

static inline int8_t *tsr_at(const tsr_view *view, int32_t row, int32_t column) {
  if (!tsr_in_tile(view, row)) {
    return view->ring + (row % view->ring_rows) * view->ring_stride +
           (column - view->ring_column) * view->position;
  }
  if (column < view->tile.column) {
    return view->beside + (row - view->tile.row) * view->beside_stride +
           (column - view->beside_column) * view->position;
  }
  return view->data + (row - view->tile.row) * view->stride +
         (column - view->tile.column) * view->position;
}

/* How many positions of [column, end) lie one after the other from `column` on. */
static inline int32_t tsr_run(const tsr_view *view, int32_t row, int32_t column, int32_t end) {
  if (column < view->tile.column && view->tile.column < end && tsr_in_tile(view, row)) {
    return view->tile.column - column;
  }
  return end - column;
}

#endif
