#pragma once

#include <cstddef>
#include <cstdint>

#include "core/interval.h"
#include "sim/run/arena.h"

namespace tessera {

/// The bytes of the arena that a buffer's plan gives it.
inline Interval addressesOf(const RunArena& arena, std::size_t buffer) {
  const std::int64_t begin = arena.plan.offsets[buffer].count();
  return {begin, begin + arena.problem.buffers[buffer].size.count()};
}

}  // namespace tessera
