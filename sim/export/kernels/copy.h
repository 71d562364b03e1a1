#ifndef TSR_COPY_H
#define TSR_COPY_H

#include "view.h"

/* Some channels of a map to another place: position (r, c) of the output comes from position
 * (r * row_step + row, c * column_step + column) of the input. What of the region lies outside of
 * `whole` is left alone: another copy writes it. */
typedef struct {
  tsr_region whole; /* of the output */
  int32_t row, column, row_step, column_step;
  int32_t in_channel, out_channel, channels;
} tsr_copy;

tsr_kernel tsr_copy_map;

#endif
