#ifndef TSR_RESIZE_H
#define TSR_RESIZE_H

#include "view.h"

/* Which row and which column of the input each of the output shows. */
typedef struct {
  int32_t channels;
  const int16_t *rows, *columns;
} tsr_resize_nearest;

tsr_kernel tsr_enlarge_nearest;

/* One axis: output i lies `scale` * i + `first` between the input's positions, in 1/1024. */
typedef struct {
  int32_t extent, scale, first;
} tsr_line;

typedef struct {
  int32_t channels;
  tsr_line rows, columns;
} tsr_resize_linear;

tsr_kernel tsr_enlarge_linear;

#endif
