#ifndef TSR_SOFTMAX_H
#define TSR_SOFTMAX_H

#include "view.h"

/* Over the channels of each position; the result has scale 1/256 and zero point -128. */
typedef struct {
  int32_t channels;
  int32_t multiplier, shift; /* bring differences to 5 bits before the point */
  int32_t least;             /* difference to the largest that still counts */
} tsr_softmax;

tsr_kernel tsr_soften;

#endif
