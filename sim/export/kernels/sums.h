#ifndef TSR_SUMS_H
#define TSR_SUMS_H

#include "fixed_point.h"

/* What becomes of the sum of products of an output channel. */
typedef struct {
  const int32_t *bias;        /* by channel; null: none */
  const int32_t *multipliers; /* by channel, or one for all */
  const int8_t *shifts;       /* likewise */
  int32_t by_channel;         /* 1, or 0: one for all */
  int32_t zero, low, high;    /* of the output */
} tsr_sums;

static inline int8_t tsr_finish(const tsr_sums *sums, int32_t sum, int32_t channel) {
  const int32_t at = channel * sums->by_channel;
  const int32_t total = sums->bias ? tsr_wrap((int64_t)sum + sums->bias[channel]) : sum;
  const int32_t scaled = tsr_multiply(total, sums->multipliers[at], sums->shifts[at]);
  return (int8_t)tsr_clamp(tsr_wrap((int64_t)scaled + sums->zero), sums->low, sums->high);
}

/* The sum of (x + offset) * w. */
static inline int32_t tsr_dot(const int8_t *x, const int8_t *w, int32_t count, int32_t offset) {
  int32_t sum = 0;
  for (int32_t i = 0; i < count; ++i) sum += (x[i] + offset) * w[i];
  return sum;
}

#endif
