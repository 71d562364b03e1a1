#include "core/depthwise.h"

namespace tessera {

bool isDepthwise(const Graph& graph, const Operator& op) {
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  if (conv == nullptr || conv->groups < 2) return false;
  return featureMap(graph[op.inputs.front()].shape, graph.layout()).channels == conv->groups &&
         featureMap(graph[op.outputs.front()].shape, graph.layout()).channels == conv->groups;
}

}  // namespace tessera
