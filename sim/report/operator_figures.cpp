#include "sim/report/operator_figures.h"

#include <algorithm>
#include <vector>

namespace tessera {
namespace {

Bytes activationBytes(const Graph& graph, const std::vector<TensorId>& ids) {
  std::vector<TensorId> seen;
  Bytes sum;
  for (const TensorId id : ids) {
    const TensorId storage = graph.storage(id);
    if (graph[storage].role != TensorRole::activation) continue;
    if (std::find(seen.begin(), seen.end(), storage) != seen.end()) continue;
    seen.push_back(storage);
    sum += storageBytes(graph[storage]);
  }
  return sum;
}

Bytes writtenBytes(const Graph& graph, const Operator& op) {
  Bytes sum;
  for (const TensorId id : op.outputs) {
    if (graph.storage(id) == id) sum += storageBytes(graph[id]);
  }
  return sum;
}

}  // namespace

OperatorFigures operatorFigures(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  return {macs(graph, id), operatorSize(graph, id), activationBytes(graph, op.inputs),
          writtenBytes(graph, op), op.outputs.empty() ? Shape{} : graph[op.outputs.front()].shape};
}

}  // namespace tessera
