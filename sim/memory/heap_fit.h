#pragma once

#include <span>
#include <vector>

#include "sim/memory/chains.h"
#include "sim/memory/plan.h"

namespace tessera {

/// Places the chains as a heap would that sees them come and go: in the order of their first steps,
/// each in the smallest free block that holds it, or else on top; what dies is merged with the free
/// blocks beside it. A chain holds its extent from its first to its last step. Everything
/// lies above the chains with a fixed offset. Returns an offset for each buffer.
///
/// Time: n log n, however many buffers live together.
std::vector<Bytes> heapFit(const PlanProblem& problem, std::span<const Chain> chains);

}  // namespace tessera
