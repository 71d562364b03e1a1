#pragma once

#include "sim/memory/plan.h"

namespace tessera::test {

/// A buffer that only its size and steps bind.
inline PlanBuffer buffer(std::int64_t size, Interval steps) {
  return {Bytes(size), steps, 1, {}, {}};
}

}  // namespace tessera::test
