#include "gui/models/describe_step.h"

#include <fmt/core.h>

#include <algorithm>

namespace tessera::gui {

std::string describeStep(const RunData& run, std::int64_t index) {
  const Trace& trace = run.report.run.trace;
  if (index < 0 || index >= static_cast<std::int64_t>(trace.steps.size())) return {};
  const Step& step = trace.steps[static_cast<std::size_t>(index)];
  std::string text = fmt::format("Step {} of {}: {}", index, trace.steps.size(),
                                 run.report.model.graph[step.op].name);
  if (!run.report.run.schedule.blocks[step.block].whole()) {
    text += fmt::format(", patch {},{}", step.patch.row, step.patch.column);
  }
  text += " \u2014 live " + kib(step.live);
  if (step.scratch > Bytes(0)) text += ", of it scratch " + kib(step.scratch);
  text += step.macs ? ", " + siCount(step.macs->count()) + " MACs" : ", work unknown";
  if (step.recomputed > Macs(0)) {
    text += " (" + siCount(step.recomputed.count()) + " recomputed)";
  }
  if (step.cycles) text += ", " + siCount(step.cycles->count()) + " cycles";
  return text;
}

std::string describeBuffer(const RunData& run, std::size_t index) {
  const ScheduleRun& ran = run.report.run;
  const Buffer& buffer = ran.trace.buffers[index];
  std::string text = fmt::format("{}: {}, {}", bufferName(run.report.model.graph, buffer),
                                 name(buffer.kind), exactBytes(buffer.bytes));
  if (ran.arena) text += " at offset " + grouped(ran.arena->plan.offsets[index].count());
  return text + fmt::format(", steps {} to {}", buffer.steps.begin, buffer.steps.end - 1);
}

namespace {

/// "16 steps of b1.expand selected, 4 to 184": an operator's steps need not follow each other.
std::string selectionWords(const RunData& run, const Selected& selected) {
  const Interval range = selected.steps;
  if (!selected.op) {
    return fmt::format("{} steps selected, {} to {}", range.length(), range.begin, range.end - 1);
  }
  const auto& steps = run.report.run.trace.steps;
  const auto count = std::count_if(steps.begin(), steps.end(),
                                   [&](const Step& step) { return step.op == *selected.op; });
  return fmt::format("{} steps of {} selected, {} to {}", count,
                     run.report.model.graph[*selected.op].name, range.begin, range.end - 1);
}

}  // namespace

std::string describeSelected(const RunData& run, const Selected& selected) {
  if (selected.buffer) return describeBuffer(run, *selected.buffer);
  const std::string step = describeStep(run, selected.cursor);
  if (selected.steps.length() <= 1) return step;
  return selectionWords(run, selected) + ". " + step;
}

}  // namespace tessera::gui
