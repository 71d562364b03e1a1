#ifndef TSR_PRELU_H
#define TSR_PRELU_H

#include "pairs.h"

/* Input 1 has the slopes of what is negative, with whose multiplier the products are scaled. */
tsr_kernel tsr_lean;

#endif
