#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/verify/box.h"

namespace tessera::verify {

/// Element strides of a packed tensor of shape `from`, aligned to the axes of `to` on the right, 0
/// where it is repeated; nothing where it does not broadcast to `to`.
std::optional<std::vector<std::int64_t>> broadcastStrides(const Shape& from, const Shape& to);

/// Calls `visit(offsets)` for each position of `box` in row-major order, with the sum of (position
/// - begin) x stride for each of the stride lists.
template <std::size_t count, class Visit>
void forEachOffset(const Box& box, const std::array<std::vector<std::int64_t>, count>& strides,
                   const Visit& visit) {
  if (elements(box) == 0) return;
  std::vector<std::int64_t> position(box.size(), 0);
  std::array<std::int64_t, count> offsets{};
  while (true) {
    visit(offsets);
    std::size_t axis = box.size();
    for (; axis > 0; --axis) {
      const std::int64_t length = box[axis - 1].length();
      const bool wraps = ++position[axis - 1] == length;
      for (std::size_t i = 0; i < count; ++i) {
        offsets[i] += wraps ? -(length - 1) * strides[i][axis - 1] : strides[i][axis - 1];
      }
      if (!wraps) break;
      position[axis - 1] = 0;
    }
    if (axis == 0) return;
  }
}

}  // namespace tessera::verify
