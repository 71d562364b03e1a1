#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/operator.h"
#include "core/shape.h"
#include "tests/support/property.h"

namespace tessera::test {

/// A random window over one, two or three spatial axes, and the extents that it takes and makes.
/// Each axis has a kernel, stride, dilation and pads of its own; missing outer axes are of
/// extent 1.
struct WindowCase {
  std::array<WindowAxis, 3> axes;
  std::array<std::int64_t, 3> in{1, 1, 1};
  std::array<std::int64_t, 3> out{1, 1, 1};
  std::size_t spatial = 2;

  Window window() const { return {axes.end() - static_cast<std::ptrdiff_t>(spatial), axes.end()}; }
  Shape shape(std::int64_t first, std::int64_t second,
              const std::array<std::int64_t, 3>& extents) const {
    std::vector<std::int64_t> all{first, second};
    all.insert(all.end(), extents.end() - static_cast<std::ptrdiff_t>(spatial), extents.end());
    return Shape(std::move(all));
  }
  std::array<std::int64_t, 3> kernel() const {
    return {axes[0].kernel, axes[1].kernel, axes[2].kernel};
  }
};

inline std::int64_t volume(const std::array<std::int64_t, 3>& extents) {
  return extents[0] * extents[1] * extents[2];
}

/// `position` of a row-major volume as three coordinates.
inline std::array<std::int64_t, 3> coordinates(std::int64_t position,
                                               const std::array<std::int64_t, 3>& extents) {
  return {position / (extents[1] * extents[2]), position / extents[2] % extents[1],
          position % extents[2]};
}

inline WindowCase drawnWindow(bool transposed = false) {
  const auto number = [](std::int64_t least, std::int64_t most) {
    return *rc::gen::inRange<std::int64_t>(least, most + 1);
  };
  WindowCase drawn;
  drawn.spatial = static_cast<std::size_t>(number(1, 3));
  for (std::size_t i = 3 - drawn.spatial; i < 3; ++i) {
    WindowAxis& axis = drawn.axes[i];
    axis = {number(1, 3), number(1, 3), number(1, 2), number(0, 2), number(0, 2)};
    const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
    const std::int64_t pads = axis.padBefore + axis.padAfter;
    drawn.in[i] = number(1, 6);
    if (transposed) {
      // At least one output is left between the pads.
      while ((drawn.in[i] - 1) * axis.stride + reach <= pads) ++drawn.in[i];
      drawn.out[i] = (drawn.in[i] - 1) * axis.stride + reach - pads;
    } else {
      drawn.in[i] = std::max(drawn.in[i], reach - pads);
      drawn.out[i] = (drawn.in[i] + pads - reach) / axis.stride + 1;
    }
  }
  return drawn;
}

}  // namespace tessera::test
