#pragma once

#include <cstddef>
#include <span>

#include "sim/memory/plan.h"

namespace tessera {

/// Some buffers of a problem as a problem of their own, in the order of `list`. A buffer that
/// shares the offset of one that comes before it there must come with that one.
PlanProblem selected(const PlanProblem& problem, std::span<const std::size_t> list);

}  // namespace tessera
