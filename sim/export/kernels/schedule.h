#ifndef TSR_SCHEDULE_H
#define TSR_SCHEDULE_H

#include "view.h"

/* What a table of a block is indexed by. */
enum { tsr_always, tsr_by_strip, tsr_by_column, tsr_by_phase, tsr_by_tile };

/* Intervals of rows or columns: begin and end, half-open. */
typedef struct {
  const int16_t *pairs;
  uint8_t by;
} tsr_spans;

typedef struct {
  const uint32_t *bytes;
  uint8_t by;
} tsr_offsets;

/* What a block keeps of a map from tile to tile. */
typedef struct {
  tsr_offsets ring, beside; /* in the arena */
  tsr_spans beside_columns; /* by column of tiles: those that lie beside it */
  int16_t beside_stride;    /* positions */
  int16_t ring_rows, ring_column, ring_stride;
} tsr_kept;

/* Where a tensor lies: in flash, or in the arena. */
typedef struct {
  int32_t position; /* bytes of a position */
  tsr_spans rows, columns;
  tsr_offsets offset;
  const int8_t *constant; /* null: in the arena */
  const tsr_kept *kept;   /* null: nothing */
} tsr_place;

/* What is moved of a map that a block keeps, after a tile's last reader. */
typedef struct {
  const tsr_place *place;
  tsr_spans ring_rows, ring_columns;     /* from the tile, or from beside it, into the ring */
  tsr_spans beside_rows, beside_columns; /* to where they lie beside the next tile */
} tsr_move;

/* One operator on one tile. */
typedef struct {
  tsr_kernel *kernel;
  const void *op;
  const tsr_place *in[2];
  const tsr_place *out;
  tsr_spans rows, columns; /* of the output; none: the tile computes nothing */
  const tsr_move *moves;
  int32_t move_count;
} tsr_call;

/* Calls that run together, for each tile of a grid: a row of tiles is a strip. */
typedef struct {
  const tsr_call *calls;
  int32_t call_count, strips, columns;
} tsr_block;

/* Runs the blocks one after the other. */
void tsr_run_blocks(const tsr_block *blocks, int32_t count, int8_t *arena);

#endif
