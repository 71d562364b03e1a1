#ifndef TSR_FULLY_CONNECTED_PART_H
#define TSR_FULLY_CONNECTED_PART_H

#include "sums.h"
#include "view.h"

/* A fully connected layer of a map that is never whole. Region and input 0 are a tile of the map,
 * input 1 the 32-bit sums of all outputs: the first tile begins them, the last makes the output of
 * them. */
typedef struct {
  int32_t rows, columns, channels; /* of the map */
  int32_t outputs;
  int32_t offset;        /* minus the input's zero point */
  const int8_t *weights; /* [outputs][rows][columns][channels] */
  tsr_sums sums;
} tsr_fully_connected_part;

tsr_kernel tsr_connect_part;

#endif
