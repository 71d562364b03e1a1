#include "schedule.h"

#include <string.h>

typedef struct {
  int32_t strip, column, columns;
} tsr_tile;

static int32_t tsr_index(const tsr_tile *tile, uint8_t by) {
  switch (by) {
    case tsr_by_strip:
      return tile->strip;
    case tsr_by_column:
      return tile->column;
    case tsr_by_phase:
      return (tile->strip > 0 ? 2 : 0) + (tile->column > 0 ? 1 : 0);
    case tsr_by_tile:
      return tile->strip * tile->columns + tile->column;
    default:
      return 0;
  }
}

static tsr_region tsr_region_of(const tsr_spans *rows, const tsr_spans *columns,
                                const tsr_tile *tile) {
  const int16_t *const row = rows->pairs + 2 * tsr_index(tile, rows->by);
  const int16_t *const column = columns->pairs + 2 * tsr_index(tile, columns->by);
  tsr_region region;
  region.row = row[0];
  region.end_row = row[1];
  region.column = column[0];
  region.end_column = column[1];
  return region;
}

static int8_t *tsr_address(const tsr_offsets *offsets, const tsr_tile *tile, int8_t *arena) {
  return offsets->bytes ? arena + offsets->bytes[tsr_index(tile, offsets->by)] : arena;
}

static void tsr_add_kept(const tsr_kept *kept, const tsr_tile *tile, int8_t *arena,
                         tsr_view *view) {
  const int32_t beside = 2 * tsr_index(tile, kept->beside_columns.by);
  view->ring = tsr_address(&kept->ring, tile, arena);
  view->ring_rows = kept->ring_rows;
  view->ring_column = kept->ring_column;
  view->ring_stride = kept->ring_stride * view->position;
  view->beside = tsr_address(&kept->beside, tile, arena);
  view->beside_column = kept->beside_columns.pairs[beside];
  view->beside_stride = kept->beside_stride * view->position;
}

static tsr_view tsr_view_of(const tsr_place *place, const tsr_tile *tile, int8_t *arena) {
  tsr_view view;
  memset(&view, 0, sizeof view);
  if (!place) return view;
  view.position = place->position;
  view.tile = tsr_region_of(&place->rows, &place->columns, tile);
  view.stride = (view.tile.end_column - view.tile.column) * view.position;
  view.data =
      place->constant ? (int8_t *)place->constant : tsr_address(&place->offset, tile, arena);
  view.ring_rows = 1;
  if (place->kept) tsr_add_kept(place->kept, tile, arena, &view);
  return view;
}

static int8_t *tsr_in_ring(const tsr_view *view, int32_t row, int32_t column) {
  return view->ring + (row % view->ring_rows) * view->ring_stride +
         (column - view->ring_column) * view->position;
}

static void tsr_move_tile(const tsr_move *move, const tsr_tile *tile, int8_t *arena) {
  const tsr_view view = tsr_view_of(move->place, tile, arena);
  const tsr_region ring = tsr_region_of(&move->ring_rows, &move->ring_columns, tile);
  const tsr_region beside = tsr_region_of(&move->beside_rows, &move->beside_columns, tile);
  const size_t size = (size_t)view.position;
  for (int32_t row = ring.row; row < ring.end_row; ++row) {
    for (int32_t column = ring.column; column < ring.end_column; ++column) {
      memcpy(tsr_in_ring(&view, row, column), tsr_at(&view, row, column), size);
    }
  }
  for (int32_t row = beside.row; row < beside.end_row; ++row) {
    int8_t *to = view.beside + (row - view.tile.row) * view.beside_stride;
    for (int32_t column = beside.column; column < beside.end_column; ++column, to += size) {
      memmove(to, tsr_at(&view, row, column), size);
    }
  }
}

static void tsr_run_call(const tsr_call *call, const tsr_tile *tile, int8_t *arena) {
  const tsr_region region = tsr_region_of(&call->rows, &call->columns, tile);
  if (region.row < region.end_row && region.column < region.end_column) {
    tsr_view in[2];
    const tsr_view out = tsr_view_of(call->out, tile, arena);
    in[0] = tsr_view_of(call->in[0], tile, arena);
    in[1] = tsr_view_of(call->in[1], tile, arena);
    call->kernel(call->op, in, &out, &region);
  }
  for (int32_t i = 0; i < call->move_count; ++i) tsr_move_tile(&call->moves[i], tile, arena);
}

void tsr_run_blocks(const tsr_block *blocks, int32_t count, int8_t *arena) {
  for (const tsr_block *block = blocks; block < blocks + count; ++block) {
    tsr_tile tile;
    tile.columns = block->columns;
    for (tile.strip = 0; tile.strip < block->strips; ++tile.strip) {
      for (tile.column = 0; tile.column < block->columns; ++tile.column) {
        for (int32_t i = 0; i < block->call_count; ++i) {
          tsr_run_call(&block->calls[i], &tile, arena);
        }
      }
    }
  }
}
