#ifndef TSR_MEAN_H
#define TSR_MEAN_H

#include "view.h"

/* Over the middle of three axes: [outer][count][inner]. */
typedef struct {
  int32_t outer, count, inner;
  /* The multiplier has 1 / count in it. It is 0 where input and output have one scale: then the
   * stored values are divided, towards zero. */
  int32_t in_zero, multiplier, shift, zero;
} tsr_mean;

/* Of whole tensors. */
tsr_kernel tsr_average_axis;

#endif
