#pragma once

#include <cstddef>
#include <vector>

#include "sim/memory/plan.h"
#include "sim/memory/stopper.h"

namespace tessera {

/// Buffers that have no plan within `capacity`, by index; none where the search does not prove that
/// there are any. The search is stopped by the stopper only.
///
/// Whole chains are left out in larger and smaller groups, those with the least area first, as long
/// as the rest is proven impossible within some conflicts (deletion filtering; J. Chinneck 2008).
/// So each that is left is needed, as far as short searches tell and the stopper lets them.
std::vector<std::size_t> impossibleCore(const PlanProblem& problem, Bytes capacity,
                                        Stopper& stopper);

}  // namespace tessera
