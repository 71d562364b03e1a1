#ifndef TSR_TABLE_H
#define TSR_TABLE_H

#include "view.h"

/* A function of one element, which may lie where its result does. */
typedef struct {
  int32_t channels;
  const int8_t *values; /* by the bits of the element: 0 to 127, then -128 to -1 */
} tsr_table;

tsr_kernel tsr_look_up;

#endif
