#ifndef TSR_POOL_H
#define TSR_POOL_H

#include "view.h"
#include "window.h"

typedef struct {
  tsr_window rows, columns;
  int32_t channels;
  int32_t low, high; /* of the output */
} tsr_pool;

tsr_kernel tsr_pool_average; /* padding does not count */
tsr_kernel tsr_pool_max;

#endif
