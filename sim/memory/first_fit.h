#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/placement.h"
#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// Places the chains in the given order, each at the lowest aligned offset that is free of those
/// placed before that live with it. Chains with a fixed offset are placed first, unchecked,
/// whatever their place in the order. `order` holds the index of every chain once. Returns an
/// offset for each buffer. Once `stopper` stops, what is left is piled on top of everything.
///
/// Time: n log n, and for each chain the placed buffers that live with it, sorted.
std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const Chain> chains,
                            std::span<const std::size_t> order,
                            Footprint footprint = Footprint::buffers, Stopper* stopper = nullptr);

}  // namespace tessera
