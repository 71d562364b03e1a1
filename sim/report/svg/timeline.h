#pragma once

#include <optional>
#include <string>

#include "sim/report/svg/plot.h"

namespace tessera::svg {

/// The target's largest contiguous SRAM.
std::optional<Bytes> budgetOf(const SimulationReport& report);

/// Live bytes from the first step to the last in that part of the picture: stacked by kind under
/// an outline, the peak marked, the budget as a line where it is near. Where steps are too
/// narrow, the heaviest of each column is stacked pale and the lightest in full colour.
std::string timeline(const SimulationReport& report, TimelineAxis axis, const Box& area);

}  // namespace tessera::svg
