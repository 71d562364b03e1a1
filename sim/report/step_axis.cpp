#include "sim/report/step_axis.h"

#include "core/error.h"
#include "sim/report/latency_report.h"

namespace tessera {

std::vector<double> stepEnds(const SimulationReport& report, TimelineAxis axis) {
  const Trace& trace = report.run.trace;
  const bool timed = axis == TimelineAxis::milliseconds;
  if (timed && !trace.steps.empty() && !milliseconds(report.target, trace.totals.cycles)) {
    throw Error(ErrorCode::usage, "there is no time to draw the timeline against", {},
                report.target ? report.target->whyNoLatency : "--target names the board");
  }
  std::vector<double> ends;
  double at = 0;
  for (const Step& step : trace.steps) {
    at += timed ? milliseconds(report.target, step.cycles).value_or(0) : 1.0;
    ends.push_back(at);
  }
  return ends;
}

}  // namespace tessera
