#ifndef TSR_ADD_H
#define TSR_ADD_H

#include "pairs.h"

tsr_kernel tsr_add;
tsr_kernel tsr_subtract;

#endif
