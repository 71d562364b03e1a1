#include "gui/models/timeline_columns.h"

#include <algorithm>
#include <cmath>

namespace tessera::gui {
namespace {

void add(TimelineColumn& column, std::int64_t step, double end,
         const std::vector<std::int64_t>& live) {
  const auto weight = [&](std::int64_t of) { return live[static_cast<std::size_t>(of)]; };
  column.end = end;
  column.steps.end = step + 1;
  if (weight(step) > weight(column.heaviest)) column.heaviest = step;
  if (weight(step) < weight(column.lightest)) column.lightest = step;
}

}  // namespace

std::vector<TimelineColumn> timelineColumns(const std::vector<std::int64_t>& live,
                                            const std::vector<double>& ends, VisibleRange visible,
                                            int pixels) {
  std::vector<TimelineColumn> columns;
  if (ends.empty() || live.size() != ends.size() || pixels < 1) return columns;
  const double pixel = (visible.end - visible.begin) / pixels;
  if (!(pixel > 0)) return columns;
  const auto first = std::upper_bound(ends.begin(), ends.end(), visible.begin) - ends.begin();
  double begin = first == 0 ? 0 : ends[static_cast<std::size_t>(first - 1)];
  double open = -1;  // the pixel that the last column begins in
  for (auto i = static_cast<std::size_t>(first); i < ends.size(); ++i) {
    if (begin >= visible.end) break;
    const auto step = static_cast<std::int64_t>(i);
    const double at = std::floor(begin / pixel);
    if (at == open && ends[i] - columns.back().begin <= pixel) {
      add(columns.back(), step, ends[i], live);
    } else {
      columns.push_back({begin, ends[i], {step, step + 1}, step, step});
      open = at;
    }
    begin = ends[i];
  }
  return columns;
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
