#include "sim/report/step_axis.h"

#include <algorithm>

#include "core/error.h"
#include "sim/report/latency_report.h"

namespace tessera {

std::vector<double> stepEnds(const RunView& view, TimelineAxis axis) {
  const Trace& trace = view.run.trace;
  const bool timed = axis == TimelineAxis::milliseconds;
  if (timed && !trace.steps.empty() && !milliseconds(view.target, trace.totals.cycles)) {
    throw Error(ErrorCode::usage, "there is no time to draw the timeline against", {},
                view.target ? view.target->whyNoLatency : "--target names the board");
  }
  std::vector<double> ends;
  double at = 0;
  for (const Step& step : trace.steps) {
    at += timed ? milliseconds(view.target, step.cycles).value_or(0) : 1.0;
    ends.push_back(at);
  }
  return ends;
}

double stepBegin(const std::vector<double>& ends, std::int64_t step) {
  const auto last = std::min(step, static_cast<std::int64_t>(ends.size()));
  return last <= 0 ? 0 : ends[static_cast<std::size_t>(last - 1)];
}

}  // namespace tessera
