#pragma once

#include <string>

#include "sim/report/svg/plot.h"

namespace tessera::svg {

/// The arena in that part of the picture: steps to the right, addresses up, to `top` and some room,
/// a rectangle for each buffer in the colour of its kind with its name where that fits; what is
/// free is hatched. Empty where the run has no arena.
std::string arenaMap(const RunView& view, TimelineAxis axis, const Box& area, Bytes top);

}  // namespace tessera::svg
