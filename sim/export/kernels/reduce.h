#ifndef TSR_REDUCE_H
#define TSR_REDUCE_H

#include "view.h"

/* Over the middle of three axes: [outer][count][inner]. */
typedef struct {
  int32_t outer, count, inner;
  int32_t in_zero, multiplier, shift, zero; /* of a mean, 1 / count is in the multiplier */
} tsr_reduce;

/* Of whole tensors. */
tsr_kernel tsr_reduce_sum; /* and mean */
tsr_kernel tsr_reduce_max; /* of tensors of one scale */

#endif
