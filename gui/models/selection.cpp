#include "gui/models/selection.h"

#include <algorithm>
#include <string>

namespace tessera::gui {
namespace {

/// From its first step to behind its last, and the heaviest of them.
struct OperatorSteps {
  Interval steps;
  std::int64_t heaviest = 0;
};

OperatorSteps stepsOf(const Trace& trace, OperatorId op) {
  OperatorSteps found;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    if (trace.steps[i].op != op) continue;
    const auto step = static_cast<std::int64_t>(i);
    if (found.steps.empty()) found = {{step, step + 1}, step};
    found.steps.end = step + 1;
    if (trace.steps[i].live > trace.steps[static_cast<std::size_t>(found.heaviest)].live) {
      found.heaviest = step;
    }
  }
  return found;
}

std::optional<std::size_t> bufferNamed(const RunData& run, const std::string& name) {
  const auto& buffers = run.report.run.trace.buffers;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (bufferName(run.report.model.graph, buffers[i]) == name) return i;
  }
  return std::nullopt;
}

std::optional<OperatorId> operatorCalled(const Graph& graph, const std::string& name) {
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    if (graph[OperatorId(i)].name == name) return OperatorId(i);
  }
  return std::nullopt;
}

}  // namespace

void Selection::setRun(const Run& run) {
  const Run before = run_;
  const Selected old = selected_;
  run_ = run;
  selected_ = {};
  if (run == nullptr) return Q_EMIT changed();
  selected_.cursor = static_cast<std::int64_t>(run->report.run.trace.totals.peakStep);
  if (before != nullptr) {
    const Graph& graph = before->report.model.graph;
    if (old.buffer) {
      const Buffer& buffer = before->report.run.trace.buffers[*old.buffer];
      const auto same = bufferNamed(*run, bufferName(graph, buffer));
      if (same) return selectBuffer(*same);
    } else if (old.op) {
      const auto same = operatorCalled(run->report.model.graph, graph[*old.op].name);
      if (same) return selectOperator(*same);
    }
  }
  Q_EMIT changed();
}

void Selection::selectStep(std::int64_t step) { selectSteps({step, step + 1}); }

void Selection::selectSteps(Interval steps) {
  if (run_ == nullptr) return;
  const auto count = static_cast<std::int64_t>(run_->report.run.trace.steps.size());
  steps = intersect(steps, {0, count});
  if (steps.empty()) return;
  Selected next{steps, selected_.cursor, {}, {}};
  if (!steps.contains(next.cursor)) next.cursor = steps.begin;
  if (steps.length() == 1) {
    next.op = run_->report.run.trace.steps[static_cast<std::size_t>(steps.begin)].op;
  }
  set(next);
}

void Selection::selectOperator(OperatorId op) {
  if (run_ == nullptr) return;
  const OperatorSteps found = stepsOf(run_->report.run.trace, op);
  if (found.steps.empty()) return;
  set({found.steps, found.heaviest, op, {}});
}

void Selection::selectBuffer(std::size_t buffer) {
  if (run_ == nullptr) return;
  const Trace& trace = run_->report.run.trace;
  if (buffer >= trace.buffers.size()) return;
  const auto count = static_cast<std::int64_t>(trace.steps.size());
  const Interval steps = intersect(trace.buffers[buffer].steps, {0, count});
  Selected next{steps, selected_.cursor, {}, buffer};
  if (!steps.empty() && !steps.contains(next.cursor)) next.cursor = steps.begin;
  set(next);
}

void Selection::selectPeak() {
  if (run_ == nullptr) return;
  selectStep(static_cast<std::int64_t>(run_->report.run.trace.totals.peakStep));
}

void Selection::moveCursor(std::int64_t by) {
  if (run_ == nullptr || run_->report.run.trace.steps.empty()) return;
  const auto last = static_cast<std::int64_t>(run_->report.run.trace.steps.size()) - 1;
  selectStep(std::clamp<std::int64_t>(selected_.cursor + by, 0, last));
}

void Selection::clear() { set({{}, selected_.cursor, {}, {}}); }

void Selection::set(Selected selected) {
  if (selected == selected_) return;
  selected_ = selected;
  Q_EMIT changed();
}

}  // namespace tessera::gui
