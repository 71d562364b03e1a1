#pragma once

#include "sim/memory/plan.h"

namespace tessera::test {

/// A buffer that only its size and steps bind.
inline PlanBuffer buffer(std::int64_t size, Interval steps) {
  return {Bytes(size), steps, 1, {}, {}};
}

/// The buffer at that distance from an earlier one.
inline PlanBuffer beside(PlanBuffer buffer, std::size_t earlier, std::int64_t distance) {
  buffer.sameOffsetAs = earlier;
  buffer.distance = Bytes(distance);
  return buffer;
}

}  // namespace tessera::test
