#ifndef TSR_CONVOLUTION_PART_H
#define TSR_CONVOLUTION_PART_H

#include "convolution.h"

/* What a chunk of input channels adds to a convolution. Input 1 has the 32-bit sums of the
 * region, channels innermost: the first chunk begins them, the last makes the output of them. */
typedef struct {
  tsr_convolution part;
  int32_t first, last;
} tsr_convolution_part;

tsr_kernel tsr_convolve_part;

#endif
