#include "rearrange.h"

#include <string.h>

void tsr_rearrange_elements(const void *op, const tsr_view *in, const tsr_view *out,
                            const tsr_region *region) {
  const tsr_rearrange *const it = (const tsr_rearrange *)op;
  int32_t index[tsr_rearranged_axes];
  const int8_t *from = in->data + it->first;
  int8_t *to = out->data;
  (void)region;
  memset(index, 0, sizeof index);
  for (int axis = 0; axis >= 0;) {
    *to++ = *from;
    for (axis = tsr_rearranged_axes - 1; axis >= 0; --axis) {
      from += it->steps[axis];
      if (++index[axis] < it->extents[axis]) break;
      from -= it->steps[axis] * it->extents[axis];
      index[axis] = 0;
    }
  }
}
