#include "sim/report/svg/columns.h"

#include <algorithm>

namespace tessera::svg {

std::vector<Stack> stacksOf(const Trace& trace) {
  const std::size_t steps = trace.steps.size();
  std::vector<Stack> stacks(steps + 1, Stack{});
  const auto add = [&](std::size_t paint, Interval lived, std::int64_t bytes) {
    stacks[std::min(steps, static_cast<std::size_t>(lived.begin))][paint] += bytes;
    stacks[std::min(steps, static_cast<std::size_t>(lived.end))][paint] -= bytes;
  };
  for (const Buffer& buffer : trace.buffers) {
    const std::size_t paint = paintOf(buffer.kind);
    add(paint, buffer.steps, buffer.bytes.count());
    if (buffer.before) add(paint, sharedSteps(trace, buffer), -sharedBytes(trace, buffer).count());
  }
  for (std::size_t i = 1; i < steps; ++i) {
    for (std::size_t p = 0; p < paints.size(); ++p) stacks[i][p] += stacks[i - 1][p];
  }
  stacks.resize(steps);
  return stacks;
}

std::vector<TimeColumn> columnsOf(const Trace& trace, const std::vector<double>& ends,
                                  std::size_t most) {
  if (ends.empty() || most == 0) return {};
  std::vector<std::int64_t> live;
  for (const Step& step : trace.steps) live.push_back(step.live.count());
  const Interval all{0, static_cast<std::int64_t>(ends.size())};
  const auto pixels = static_cast<double>(most);
  return stepColumns(live, ends, all, ends.back() / pixels, pixels - 1);
}

}  // namespace tessera::svg
