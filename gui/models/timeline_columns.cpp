#include "gui/models/timeline_columns.h"

#include <algorithm>
#include <cmath>

namespace tessera::gui {
std::vector<TimelineColumn> timelineColumns(const std::vector<std::int64_t>& live,
                                            const std::vector<double>& ends, VisibleRange visible,
                                            int pixels) {
  if (ends.empty() || live.size() != ends.size() || pixels < 1) return {};
  const double pixel = (visible.end - visible.begin) / pixels;
  if (!(pixel > 0)) return {};
  return stepColumns(live, ends, stepsInView(ends, visible), pixel);
}

bool isCrowded(const std::vector<TimelineColumn>& columns) {
  const auto mixed = std::count_if(columns.begin(), columns.end(), [](const TimelineColumn& at) {
    return at.heaviest != at.lightest;
  });
  return 2 * static_cast<std::size_t>(mixed) > columns.size();
}

std::vector<TimelineColumn> hullOf(const std::vector<TimelineColumn>& columns,
                                   const std::vector<std::int64_t>& live, double width) {
  const auto weight = [&](std::int64_t step) { return live[static_cast<std::size_t>(step)]; };
  const auto isWide = [&](const TimelineColumn& at) { return at.end - at.begin > width; };
  std::vector<TimelineColumn> joined;
  bool open = false;  // whether the last one may take more
  for (const TimelineColumn& column : columns) {
    const bool same =
        open && std::floor(column.begin / width) == std::floor(joined.back().begin / width);
    if (!same || isWide(column)) {
      joined.push_back(column);
      open = !isWide(column);
      continue;
    }
    TimelineColumn& last = joined.back();
    last.end = column.end;
    last.steps.end = column.steps.end;
    if (weight(column.heaviest) > weight(last.heaviest)) last.heaviest = column.heaviest;
    if (weight(column.lightest) < weight(last.lightest)) last.lightest = column.lightest;
  }
  return joined;
}

}  // namespace tessera::gui
