#include "sim/run/trace.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "sim/run/safe_distance.h"

namespace tessera {

std::string_view name(BufferKind kind) {
  constexpr std::array<std::string_view, 11> names{
      "activation", "stage-input", "stage-output", "tile",   "cache", "cache-beside",
      "sums",       "scratch",     "im2col",       "kernel", "state"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string bufferName(const Graph& graph, const Buffer& buffer) {
  if (isPersistent(buffer.kind)) return std::string(name(buffer.kind));
  if (buffer.kind == BufferKind::scratch) {
    return graph[*graph.producer(buffer.tensor)].name + "#scratch";
  }
  const std::string& tensor = graph[buffer.tensor].name;
  if (buffer.kind == BufferKind::cache) return tensor + "#rows";
  if (buffer.kind == BufferKind::sums && !buffer.patch) return tensor + "#sums";
  if (buffer.kind == BufferKind::beside) {
    return fmt::format("{}#columns@{}", tensor, buffer.patch->row);
  }
  if (!buffer.patch) return tensor;
  const std::string of = buffer.kind == BufferKind::sums ? "#sums" : "";
  const Interval channels = buffer.channels;
  const std::string chunk =
      channels.empty() ? "" : fmt::format("[{}:{}]", channels.begin, channels.end);
  return fmt::format("{}{}@{},{}{}", tensor, of, buffer.patch->row, buffer.patch->column, chunk);
}

Bytes sharedBytes(const Trace& trace, const Buffer& buffer) {
  if (!buffer.overwrites || !buffer.before) return Bytes(0);
  return sharedBytes(trace.buffers[*buffer.overwrites].bytes, buffer.bytes, *buffer.before);
}

Interval sharedSteps(const Trace& trace, const Buffer& buffer) {
  if (!buffer.overwrites || !buffer.before) return {};
  return intersect(trace.buffers[*buffer.overwrites].steps, buffer.steps);
}

std::vector<std::size_t> liveBuffers(const Trace& trace, std::size_t step) {
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (trace.buffers[i].steps.contains(static_cast<std::int64_t>(step))) live.push_back(i);
  }
  std::stable_sort(live.begin(), live.end(), [&](std::size_t a, std::size_t b) {
    return trace.buffers[a].bytes > trace.buffers[b].bytes;
  });
  return live;
}

}  // namespace tessera
