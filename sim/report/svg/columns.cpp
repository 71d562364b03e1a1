#include "sim/report/svg/columns.h"

#include <algorithm>
#include <cmath>

namespace tessera::svg {

std::vector<Stack> stacksOf(const Trace& trace) {
  const std::size_t steps = trace.steps.size();
  std::vector<Stack> stacks(steps + 1, Stack{});
  for (const Buffer& buffer : trace.buffers) {
    const std::size_t paint = paintOf(buffer.kind);
    const std::int64_t bytes = buffer.bytes.count();
    stacks[std::min(steps, static_cast<std::size_t>(buffer.steps.begin))][paint] += bytes;
    stacks[std::min(steps, static_cast<std::size_t>(buffer.steps.end))][paint] -= bytes;
  }
  for (std::size_t i = 1; i < steps; ++i) {
    for (std::size_t p = 0; p < paints.size(); ++p) stacks[i][p] += stacks[i - 1][p];
  }
  stacks.resize(steps);
  return stacks;
}

std::vector<TimeColumn> columnsOf(const Trace& trace, const std::vector<double>& ends,
                                  std::size_t most) {
  std::vector<TimeColumn> columns;
  if (ends.empty() || most == 0) return columns;
  const double pixel = ends.back() / static_cast<double>(most);
  const auto pixelOf = [&](double at) {
    return pixel > 0 ? std::min(static_cast<double>(most) - 1, std::floor(at / pixel)) : 0.0;
  };
  double begin = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const Bytes live = trace.steps[i].live;
    const bool open = !columns.empty() && pixelOf(begin) == pixelOf(columns.back().begin) &&
                      ends[i] - columns.back().begin <= pixel;
    if (!open) {
      columns.push_back({begin, ends[i], i, i});
    } else {
      TimeColumn& column = columns.back();
      column.end = ends[i];
      if (live > trace.steps[column.heaviest].live) column.heaviest = i;
      if (live < trace.steps[column.lightest].live) column.lightest = i;
    }
    begin = ends[i];
  }
  return columns;
}

}  // namespace tessera::svg
