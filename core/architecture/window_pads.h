#pragma once

#include <cstdint>

#include "core/architecture/architecture.h"

namespace tessera::arch {

/// One axis of a padded window.
struct PaddedAxis {
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::int64_t out = 0;  ///< positions of the result; below 1 where the window does not fit
};

/// What `padding` makes of a window over `in` positions (see `Padding`).
PaddedAxis paddedAxis(std::int64_t in, std::int64_t kernel, std::int64_t stride, Padding padding);

}  // namespace tessera::arch
