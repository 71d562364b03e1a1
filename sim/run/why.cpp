#include "sim/run/why.h"

#include <algorithm>
#include <optional>

namespace tessera {
namespace {

struct LaterReader {
  OperatorId op;
  std::size_t step = 0;
};

/// Whether the operator reads the storage, directly or through a view.
bool reads(const Graph& graph, OperatorId op, TensorId storage) {
  const auto& inputs = graph[op].inputs;
  return std::any_of(inputs.begin(), inputs.end(),
                     [&](TensorId id) { return graph.storage(id) == storage; });
}

bool writes(const Graph& graph, OperatorId op, TensorId storage) {
  const auto& outputs = graph[op].outputs;
  return std::find(outputs.begin(), outputs.end(), storage) != outputs.end();
}

/// Whether the storage is shown by a graph output.
bool isKept(const Graph& graph, TensorId storage) {
  const auto outputs = graph.outputs();
  return std::any_of(outputs.begin(), outputs.end(),
                     [&](TensorId id) { return graph.storage(id) == storage; });
}

/// The first step after `from`, still within the buffer's life, that reads it.
std::optional<LaterReader> nextReader(const Graph& graph, const Trace& trace, const Buffer& buffer,
                                      std::size_t from) {
  const auto end = std::min(static_cast<std::size_t>(buffer.steps.end), trace.steps.size());
  for (std::size_t i = from + 1; i < end; ++i) {
    if (reads(graph, trace.steps[i].op, buffer.tensor)) return LaterReader{trace.steps[i].op, i};
  }
  return std::nullopt;
}

std::string quoted(const Graph& graph, const LaterReader& reader) {
  return "'" + graph[reader.op].name + "' (step " + std::to_string(reader.step) + ")";
}

std::string reasonOf(const Graph& graph, const Trace& trace, const Buffer& buffer,
                     std::size_t step) {
  if (buffer.kind == BufferKind::scratch) return "workspace of this step";
  if (isPersistent(buffer.kind)) {
    return "kept for the whole run; '" + graph[*graph.producer(buffer.tensor)].name +
           "' needs most of it";
  }
  if (buffer.kind == BufferKind::state) return "state, kept from one run to the next";
  if (sharedSteps(trace, buffer).contains(static_cast<std::int64_t>(step))) {
    return "lies over '" + graph[trace.buffers[*buffer.overwrites].tensor].name + "' and shares " +
           exactBytes(sharedBytes(trace, buffer)) + " with it";
  }
  const OperatorId op = trace.steps[step].op;
  if (writes(graph, op, buffer.tensor)) return "written in this step";
  const std::optional<LaterReader> next = nextReader(graph, trace, buffer, step);
  if (reads(graph, op, buffer.tensor)) {
    return next ? "read in this step, then by " + quoted(graph, *next) : "read in this step";
  }
  const bool isInput = !graph.producer(buffer.tensor).has_value();
  if (next) return (isInput ? "graph input, waits for " : "waits for ") + quoted(graph, *next);
  if (isKept(graph, buffer.tensor)) return "graph output, kept to the end";
  return isInput ? "graph input that nobody reads" : "kept by the runtime's counting rules";
}

}  // namespace

std::vector<LiveReason> whyLive(const Graph& graph, const Trace& trace, std::size_t step) {
  std::vector<LiveReason> live;
  for (const std::size_t index : liveBuffers(trace, step)) {
    live.push_back({index, reasonOf(graph, trace, trace.buffers[index], step)});
  }
  return live;
}

}  // namespace tessera
