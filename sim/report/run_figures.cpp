#include "sim/report/run_figures.h"

#include <fmt/core.h>

namespace tessera {

double ratio(Macs part, Macs whole) {
  if (whole.count() == 0) return 0.0;
  return static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

std::string signedPercent(double ratio) { return fmt::format("{:+.1f} %", ratio * 100.0); }

std::string finePercent(double ratio) { return fmt::format("{:+.2f} %", ratio * 100.0); }

double extraReads(const ScheduleRun& run) {
  std::int64_t once = 0;
  std::int64_t read = 0;
  for (const StageSummary& stage : run.stages) {
    for (const StageInputSummary& input : stage.inputs) {
      once = checkedAdd(once, input.elementsOnce);
      read = checkedAdd(read, input.elementsRead);
    }
  }
  return once == 0 ? 0.0 : static_cast<double>(read - once) / static_cast<double>(once);
}

std::vector<std::string> bufferNames(const Graph& graph, const Trace& trace) {
  std::vector<std::string> names;
  names.reserve(trace.buffers.size());
  for (const Buffer& buffer : trace.buffers) names.push_back(bufferName(graph, buffer));
  return names;
}

std::string peakOperator(const Graph& graph, const ScheduleRun& run) {
  if (run.trace.steps.empty()) return {};
  return graph[run.trace.steps[run.trace.totals.peakStep].op].name;
}

}  // namespace tessera
