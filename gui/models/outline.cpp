#include "gui/models/outline.h"

#include "sim/report/svg/columns.h"

namespace tessera::gui {

std::vector<OutlinePart> outlineOf(const Trace& trace, std::size_t pixels) {
  const double steps = static_cast<double>(trace.steps.size());
  std::vector<double> ends;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    ends.push_back(static_cast<double>(i + 1) / steps);
  }
  std::vector<OutlinePart> parts;
  for (const svg::TimeColumn& column : svg::columnsOf(trace, ends, pixels)) {
    const auto live = [&](std::int64_t step) {
      return trace.steps[static_cast<std::size_t>(step)].live;
    };
    parts.push_back({column.begin, column.end, live(column.heaviest), live(column.lightest)});
  }
  return parts;
}

}  // namespace tessera::gui
