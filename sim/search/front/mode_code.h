#pragma once

#include <cstdint>

#include "sim/schedule/schedule.h"

namespace tessera {

/// How a block keeps the overlap of one tensor: bit 0 is set where rows are cached, bit 1 where
/// columns are.
using ModeCode = std::uint8_t;
constexpr ModeCode cachedRows = 1;
constexpr ModeCode cachedColumns = 2;
constexpr ModeCode cachedBoth = cachedRows | cachedColumns;

constexpr OverlapModes overlapModes(ModeCode mode) {
  return {(mode & cachedRows) != 0 ? Overlap::cache : Overlap::recompute,
          (mode & cachedColumns) != 0 ? Overlap::cache : Overlap::recompute};
}

}  // namespace tessera
