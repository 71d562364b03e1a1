#ifndef TSR_FULLY_CONNECTED_H
#define TSR_FULLY_CONNECTED_H

#include "sums.h"
#include "view.h"

/* The positions of the input are rows of `depth` values, each of which gives `outputs` values. */
typedef struct {
  int32_t count, depth, outputs;
  int32_t offset;        /* minus the input's zero point */
  const int8_t *weights; /* [outputs][depth] */
  tsr_sums sums;
} tsr_fully_connected;

/* Of whole tensors. */
tsr_kernel tsr_connect_fully;

#endif
