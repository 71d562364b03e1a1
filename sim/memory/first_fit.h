#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/plan.h"

namespace tessera {

/// What a chain asks for when its turn comes: each buffer its own bytes while it lives, or the
/// largest size from the first step to the last. Placed chains always count as the former.
enum class Footprint : std::uint8_t { buffers, hull };

/// Places the chains in the given order, each at the lowest aligned offset that is free of those
/// placed before that live with it. Chains with a fixed offset are placed first, unchecked,
/// whatever their place in the order. `order` holds the index of every chain once. Returns an
/// offset for each buffer.
///
/// Time: n log n, and for each chain the placed buffers that live with it, sorted.
std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const Chain> chains,
                            std::span<const std::size_t> order,
                            Footprint footprint = Footprint::buffers);

}  // namespace tessera
