#ifndef TSR_CONVOLUTION_H
#define TSR_CONVOLUTION_H

#include "sums.h"
#include "view.h"
#include "window.h"

typedef struct {
  tsr_window rows, columns;
  int32_t in_channels, out_channels, groups;
  int32_t offset;        /* minus the input's zero point */
  const int8_t *weights; /* [out_channels][rows][columns][in_channels / groups] */
  tsr_sums sums;
} tsr_convolution;

/* The sum of products of output channel `channel` over these taps. */
int32_t tsr_sum_of_taps(const tsr_convolution *op, const tsr_view *in, const tsr_taps *rows,
                        const tsr_taps *columns, int32_t channel);

tsr_kernel tsr_convolve;

#endif
