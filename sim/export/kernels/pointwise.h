#ifndef TSR_POINTWISE_H
#define TSR_POINTWISE_H

#include "sums.h"
#include "view.h"

/* A convolution of 1x1 and stride 1. */
typedef struct {
  int32_t in_channels, out_channels;
  int32_t offset;        /* minus the input's zero point */
  const int8_t *weights; /* [out_channels][in_channels] */
  tsr_sums sums;
} tsr_pointwise;

tsr_kernel tsr_convolve_points;

#endif
