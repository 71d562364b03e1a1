#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// Places the buffers in the given order, each at the lowest aligned offset that is free of those
/// placed before that live with it. Buffers with a fixed offset are placed first, unchecked,
/// whatever their place in the order. `order` holds every index once.
///
/// Time: n log n, and for each buffer the placed ones that live with it, sorted.
std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const std::size_t> order);

}  // namespace tessera
