#include "core/architecture/window_pads.h"

#include <algorithm>

#include "core/checked.h"

namespace tessera::arch {

PaddedAxis paddedAxis(std::int64_t in, std::int64_t kernel, std::int64_t stride, Padding padding) {
  PaddedAxis axis;
  if (padding == Padding::same) {
    const std::int64_t total =
        std::max<std::int64_t>(0, (ceilDiv(in, stride) - 1) * stride + kernel - in);
    axis.before = total / 2;
    axis.after = total - axis.before;
  } else if (padding == Padding::symmetric) {
    axis.before = axis.after = kernel / 2;
  }
  axis.out = floorDiv(in + axis.before + axis.after - kernel, stride) + 1;
  return axis;
}

}  // namespace tessera::arch
