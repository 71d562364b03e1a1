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
    parts.push_back({column.begin, column.end, trace.steps[column.heaviest].live,
                     trace.steps[column.lightest].live});
  }
  return parts;
}

}  // namespace tessera::gui
