#include "sim/verify/side_by_side.h"

namespace tessera::verify {

std::vector<bool> channelsSideBySide(const Graph& graph, const Trace& trace) {
  std::vector<bool> turned(graph.tensors().size(), false);
  const auto isMap = [&](TensorId id) { return graph[id].shape.rank() >= 3; };
  for (const Buffer& buffer : trace.buffers) {
    if (!buffer.before || !buffer.overwrites) continue;
    turned[buffer.tensor.index()] = true;
    turned[trace.buffers[*buffer.overwrites].tensor.index()] = true;
  }
  bool more = true;
  while (more) {
    more = false;
    for (const Buffer& buffer : trace.buffers) {
      if (!buffer.overwrites || buffer.patch) continue;
      const TensorId over = trace.buffers[*buffer.overwrites].tensor;
      if (turned[buffer.tensor.index()] == turned[over.index()]) continue;
      if (!isMap(buffer.tensor) || !isMap(over)) continue;
      turned[buffer.tensor.index()] = turned[over.index()] = more = true;
    }
  }
  return turned;
}

TensorView sideBySide(TensorView whole, Layout layout) {
  if (layout == Layout::channelsLast || whole.stored.size() < 3) return whole;
  std::int64_t stride = whole.stored[1].length();
  whole.strides[1] = 1;
  for (std::size_t axis = whole.stored.size(); axis-- > 2;) {
    whole.strides[axis] = stride;
    stride *= whole.stored[axis].length();
  }
  return whole;
}

}  // namespace tessera::verify
