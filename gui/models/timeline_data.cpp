#include "gui/models/timeline_data.h"

#include <fmt/core.h>

#include "gui/models/describe_step.h"
#include "sim/report/run_figures.h"

namespace tessera::gui {
namespace {

constexpr std::size_t namedBuffers = 6;

}  // namespace

std::vector<std::size_t> paintsIn(const Trace& trace) {
  std::array<bool, svg::paints.size()> seen{};
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.bytes > Bytes(0)) seen[svg::paintOf(buffer.kind)] = true;
  }
  std::vector<std::size_t> present;
  for (std::size_t p = 0; p < seen.size(); ++p) {
    if (seen[p]) present.push_back(p);
  }
  return present;
}

TimelineData timelineData(const Run& run) {
  TimelineData data;
  data.run = run;
  if (run == nullptr) return data;
  const SimulationReport& report = run->report;
  const Trace& trace = report.run.trace;
  data.live.reserve(trace.steps.size());
  for (const Step& step : trace.steps) data.live.push_back(step.live.count());
  data.stacks = svg::stacksOf(trace);
  data.paints = paintsIn(trace);
  data.peak = trace.totals.peak;
  data.peakStep = static_cast<std::int64_t>(trace.totals.peakStep);
  data.peakLabel = fmt::format("peak {}, step {}, {}", kib(data.peak), data.peakStep,
                               peakOperator(report.model.graph, report.run));
  data.limit = limitOf(report);
  return data;
}

std::vector<std::string> explainStep(const RunData& run, std::int64_t step) {
  const Trace& trace = run.report.run.trace;
  if (step < 0 || step >= static_cast<std::int64_t>(trace.steps.size())) return {};
  const auto at = static_cast<std::size_t>(step);
  std::vector<std::string> lines{describeStep(run, step)};
  lines.push_back("live, exactly: " + exactBytes(trace.steps[at].live));
  const std::vector<std::size_t> live = liveBuffers(trace, at);
  Bytes rest(0);
  Bytes shared(0);
  for (const std::size_t index : live) {
    if (!sharedSteps(trace, trace.buffers[index]).contains(step)) continue;
    shared += sharedBytes(trace, trace.buffers[index]);
  }
  for (std::size_t i = 0; i < live.size(); ++i) {
    const Buffer& buffer = trace.buffers[live[i]];
    if (i >= namedBuffers) {
      rest += buffer.bytes;
      continue;
    }
    lines.push_back(fmt::format("{} {} ({})", exactBytes(buffer.bytes),
                                bufferName(run.report.model.graph, buffer), name(buffer.kind)));
  }
  if (live.size() > namedBuffers) {
    lines.push_back(fmt::format("{} in {} more", exactBytes(rest), live.size() - namedBuffers));
  }
  if (shared > Bytes(0)) {
    lines.push_back(exactBytes(shared) + " of them twice: of a result over its input");
  }
  return lines;
}

}  // namespace tessera::gui
