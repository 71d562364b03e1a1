#ifndef TSR_REARRANGE_H
#define TSR_REARRANGE_H

#include "view.h"

enum { tsr_rearranged_axes = 6 };

/* Elements in another order: the output's extents, outermost first, and how far apart in the input
 * neighbours along each of them lie. */
typedef struct {
  int32_t extents[tsr_rearranged_axes];
  int32_t steps[tsr_rearranged_axes];
  int32_t first; /* where the output's first element lies in the input */
} tsr_rearrange;

/* Of whole tensors. */
tsr_kernel tsr_rearrange_elements;

#endif
