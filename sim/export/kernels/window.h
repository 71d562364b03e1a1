#ifndef TSR_WINDOW_H
#define TSR_WINDOW_H

#include <stdint.h>

/* One axis of a sliding window over a map of `extent` positions: output i reads the positions
 * i * stride - pad + k * dilation. */
typedef struct {
  int16_t extent, kernel, stride, dilation, pad;
} tsr_window;

/* The taps of an output that lie on the map. */
typedef struct {
  int32_t first;      /* the position of tap `begin` */
  int32_t begin, end; /* half-open */
} tsr_taps;

static inline tsr_taps tsr_taps_of(const tsr_window *window, int32_t output) {
  const int32_t origin = output * window->stride - window->pad;
  tsr_taps taps = {0, 0, window->kernel};
  if (origin < 0) taps.begin = (-origin + window->dilation - 1) / window->dilation;
  if (origin + (window->kernel - 1) * window->dilation >= window->extent) {
    const int32_t left = window->extent - origin;
    taps.end = left <= 0 ? 0 : (left + window->dilation - 1) / window->dilation;
  }
  taps.first = origin + taps.begin * window->dilation;
  return taps;
}

#endif
