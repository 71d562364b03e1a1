#ifndef TSR_MULTIPLY_H
#define TSR_MULTIPLY_H

#include "pairs.h"

tsr_kernel tsr_multiply_pairs;

#endif
