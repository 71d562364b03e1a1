#pragma once

#include <cstdint>
#include <vector>

#include "core/interval.h"
#include "gui/models/time_axis.h"

namespace tessera::gui {

/// A vertical slice of what is in view: a step, or all that share a pixel.
struct TimelineColumn {
  double begin = 0;  ///< in the axis' unit; may reach out of what is in view
  double end = 0;
  Interval steps;
  std::int64_t heaviest = 0;  ///< of the steps (ties: the first)
  std::int64_t lightest = 0;  ///< likewise

  bool shared() const { return steps.length() > 1; }
};

/// The steps in view, which end at `ends` and weigh `live` bytes, in columns that touch each other.
/// Steps that begin in the same of `pixels` and are together no wider than it share a column: there
/// are at most two columns a pixel, and no peak is lost. Pixels are counted from the axis' origin,
/// so that panning regroups nothing.
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
