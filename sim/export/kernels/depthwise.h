#ifndef TSR_DEPTHWISE_H
#define TSR_DEPTHWISE_H

#include "sums.h"
#include "view.h"
#include "window.h"

/* Output channel c reads input channel c / multiplier alone. */
typedef struct {
  tsr_window rows, columns;
  int32_t out_channels, multiplier;
  int32_t offset;        /* minus the input's zero point */
  const int8_t *weights; /* [rows][columns][out_channels] */
  tsr_sums sums;
} tsr_depthwise;

tsr_kernel tsr_convolve_depthwise;

#endif
