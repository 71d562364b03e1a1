#ifndef TSR_EXTREME_H
#define TSR_EXTREME_H

#include "pairs.h"

/* Of tensors of one scale. */
tsr_kernel tsr_minimum;
tsr_kernel tsr_maximum;

#endif
