#pragma once

#include <optional>
#include <string>

#include "sim/report/svg/plot.h"

namespace tessera::svg {

/// The target's largest contiguous SRAM.
std::optional<Bytes> budgetOf(const RunView& view);

/// The bytes up to which the timeline of a run alone is drawn: its peak, or the budget where that
/// is near.
double timelineTop(const RunView& view);

/// Live bytes, up to `top` and some room, from the first step to the last in that part of the
/// picture: stacked by kind under an outline, the peak marked, the budget as a line where it is
/// near. Where steps are too narrow, the heaviest of each column is stacked pale and the lightest
/// in full colour.
std::string timeline(const RunView& view, TimelineAxis axis, const Box& area, double top);

}  // namespace tessera::svg
