#pragma once

#include <cstdint>
#include <vector>

#include "gui/models/time_axis.h"
#include "sim/report/step_columns.h"

namespace tessera::gui {

/// A vertical slice of what is in view; it may reach out of it.
using TimelineColumn = StepColumn;

/// The steps in view in the columns of so many pixels (`stepColumns`). Panning regroups nothing.
std::vector<TimelineColumn> timelineColumns(const std::vector<std::int64_t>& live,
                                            const std::vector<double>& ends, VisibleRange visible,
                                            int pixels);

/// Whether most columns are shared by steps that differ in weight: an outline that goes up and down
/// with every column would hide them all.
bool isCrowded(const std::vector<TimelineColumn>& columns);

/// Columns that begin within the same `width` of the axis joined, unless wider themselves: their
/// heaviest steps are the upper hull.
std::vector<TimelineColumn> hullOf(const std::vector<TimelineColumn>& columns,
                                   const std::vector<std::int64_t>& live, double width);

}  // namespace tessera::gui
