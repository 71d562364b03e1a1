#pragma once

#include <cstddef>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// Some buffers of a problem as a problem of their own.
struct Part {
  PlanProblem problem;
  /// For each buffer of `problem` those of the whole that get its offset: itself, and the buffers
  /// of size zero in its chain; where that has distances they are in the part themselves.
  std::vector<std::vector<std::size_t>> origins;
};

/// Cuts a problem where no buffer lives on and no chain connects what is before and after: plans of
/// the parts, put together, are a plan of the whole, and its arena is the largest of theirs. Chains
/// without any bytes are in no part.
std::vector<Part> independentParts(const PlanProblem& problem);

}  // namespace tessera
