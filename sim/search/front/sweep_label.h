#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/search/front/operator_classes.h"
#include "sim/search/front/tile_needs.h"

namespace tessera {

/// One way to keep the tensors that a sweep has decided.
struct SweepLabel {
  std::int64_t extra = 0;  ///< MACs beyond once
  std::int64_t cycles = 0;
  std::array<std::int32_t, 3> held{};  ///< from tile to tile, in the phases behind the first one
  std::int32_t tail = 0;               ///< in the last call, where sums are accumulated
  std::uint32_t from = 0;              ///< the label before, by number in its layer
  ModeCode mode = 0;                   ///< of the last tensor that was decided
  std::array<PhaseBytes, mostClasses> live{};  ///< most bytes, by class of operators
};

/// Whether `a` is nowhere worse, of that many classes.
bool dominates(const SweepLabel& a, const SweepLabel& b, std::size_t classes);

/// The most that lives while any operator runs.
std::int32_t mostLive(const SweepLabel& label, std::size_t classes);

}  // namespace tessera
