#ifndef TSR_SQUARED_DIFFERENCE_H
#define TSR_SQUARED_DIFFERENCE_H

#include "pairs.h"

tsr_kernel tsr_square_difference;

#endif
