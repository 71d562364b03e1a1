#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "sim/search/order/section.h"

namespace tessera {

/// An order of the section with a peak below `ceiling`, by a beam search: of the down-sets with as
/// many operators as each other, the `width` that were reached with the least peak (ties: the
/// fewest live bytes) go on. Peaks up to `bound` are as good as each other. Nothing where the beam
/// loses every way below the ceiling, or where `stopped` (asked now and then) says so.
std::optional<OperatorOrder> beamOrder(const OrderSection& section, std::int64_t bound,
                                       std::int64_t ceiling, std::size_t width,
                                       const std::function<bool()>& stopped);

}  // namespace tessera
