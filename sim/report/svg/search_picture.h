#pragma once

#include <string>

#include "sim/study/results.h"

namespace tessera {

/// One SVG picture, 1000 units wide: every schedule tried as a point, the bytes of its peak over
/// its extra MACs; the Pareto front, the recommended schedule, layer by layer, and the budget where
/// it is near. Points far from all of these are left out, and counted. Light, and dark where the
/// reader's system is.
std::string searchSvg(const SearchReport& report);

}  // namespace tessera
