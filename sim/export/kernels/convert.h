#ifndef TSR_CONVERT_H
#define TSR_CONVERT_H

#include "view.h"

/* Between float32 and int8: real = scale * (stored - zero). Floats need not be aligned. */
typedef struct {
  int32_t channels;
  float scale;
  int32_t zero;
} tsr_convert;

tsr_kernel tsr_quantise;
tsr_kernel tsr_dequantise;

#endif
