#ifndef TSR_PAD_H
#define TSR_PAD_H

#include "view.h"

/* Values around a map of so many rows, columns and channels. */
typedef struct {
  int32_t rows, columns, channels;
  int32_t before_rows, before_columns, before_channels;
  int32_t out_channels;
  int32_t value;
} tsr_pad;

tsr_kernel tsr_pad_map;

#endif
