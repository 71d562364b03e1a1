#include "gui/models/buffer_uses.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace tessera::gui {
namespace {

Interval stepsInTrace(const Trace& trace, const Buffer& buffer) {
  return intersect(buffer.steps, {0, static_cast<std::int64_t>(trace.steps.size())});
}

bool writes(const Graph& graph, const Buffer& buffer, const Step& step) {
  return graph.producer(buffer.tensor) == step.op &&
         (buffer.kind != BufferKind::tile || !buffer.patch || *buffer.patch == step.patch);
}

bool reads(const Graph& graph, const Buffer& buffer, const Step& step) {
  const std::vector<TensorId>& inputs = graph[step.op].inputs;
  return std::any_of(inputs.begin(), inputs.end(), [&](TensorId input) {
    return graph.storage(input) == graph.storage(buffer.tensor);
  });
}

void describe(const RunData& run, const std::vector<std::int64_t>& steps, const char* verb,
              std::vector<std::string>& lines) {
  const Trace& trace = run.report.run.trace;
  std::map<std::size_t, std::vector<std::int64_t>> byOperator;
  for (const std::int64_t step : steps) {
    byOperator[trace.steps[static_cast<std::size_t>(step)].op.index()].push_back(step);
  }
  for (const auto& [op, in] : byOperator) {
    const std::string& name = run.report.model.graph.operators()[op].name;
    lines.push_back(in.size() == 1 ? fmt::format("{} by {} in step {}", verb, name, in.front())
                                   : fmt::format("{} by {} in {} steps, {} to {}", verb, name,
                                                 in.size(), in.front(), in.back()));
  }
}

/// Of a buffer that no step writes.
std::string originOf(const Graph& graph, const Buffer& buffer) {
  if (buffer.kind == BufferKind::state) return "kept from one run to the next";
  const auto op = graph.producer(buffer.tensor);
  if (isPersistent(buffer.kind) && op) {
    return "kept for the whole run; " + graph[*op].name + " needs most of it";
  }
  return "there before the first step";
}

}  // namespace

BufferUses usesOf(const RunData& run, std::size_t index) {
  const Trace& trace = run.report.run.trace;
  const Graph& graph = run.report.model.graph;
  const Buffer& buffer = trace.buffers[index];
  const Interval steps = stepsInTrace(trace, buffer);
  BufferUses uses;
  for (std::int64_t step = steps.begin; step < steps.end; ++step) {
    const Step& at = trace.steps[static_cast<std::size_t>(step)];
    if (buffer.kind == BufferKind::scratch) uses.producers.push_back(step);
    if (isWorkspace(buffer.kind)) continue;
    if (writes(graph, buffer, at)) uses.producers.push_back(step);
    if (reads(graph, buffer, at)) uses.consumers.push_back(step);
  }
  return uses;
}

std::vector<std::string> describeUses(const RunData& run, std::size_t index) {
  const Buffer& buffer = run.report.run.trace.buffers[index];
  const BufferUses uses = usesOf(run, index);
  std::vector<std::string> lines;
  describe(run, uses.producers, isWorkspace(buffer.kind) ? "used" : "written", lines);
  if (uses.producers.empty()) lines.push_back(originOf(run.report.model.graph, buffer));
  describe(run, uses.consumers, "read", lines);
  if (run.report.model.graph.isOutput(buffer.tensor) && !isWorkspace(buffer.kind)) {
    lines.emplace_back("an output of the network");
  }
  return lines;
}

}  // namespace tessera::gui
