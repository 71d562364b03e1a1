#include "sim/schedule/accumulated.h"

#include <variant>

#include "core/kinds.h"

namespace tessera {
namespace {

bool isMap(const Shape& shape) { return shape.rank() == 3 || shape.rank() == 4; }

/// What a product reads and multiplies.
std::string whyNoProduct(const Graph& graph, const Operator& op, std::int64_t inputs) {
  const TensorId x = op.inputs.front();
  const Shape& map = graph[graph.storage(x)].shape;
  if (!isMap(map)) return "its input is not a feature map";
  if (map[0] != 1 || graph[x].shape.elements() != inputs) return "it has more than one row";
  for (std::size_t i = 1; i < op.inputs.size(); ++i) {
    if (graph[op.inputs[i]].role == TensorRole::activation) return "its factors are not constant";
  }
  return {};
}

struct WhyNoSums {
  const Graph& graph;
  const Operator& op;

  std::string operator()(const GlobalPool& pool) const {
    if (!isMap(graph[op.inputs.front()].shape)) return "its input is not a feature map";
    return pool.kind == PoolKind::average ? "" : "it takes the largest";
  }
  std::string operator()(const FullyConnected& connected) const {
    if (op.inputs.size() < 2 || graph[op.inputs[1]].shape.rank() != 2) return "it has no matrix";
    const Shape& weights = graph[op.inputs[1]].shape;
    return whyNoProduct(graph, op, weights[connected.weightsTransposed ? 1 : 0]);
  }
  std::string operator()(const MatMul& product) const {
    if (op.inputs.size() < 2 || graph[op.inputs[1]].shape.rank() != 2) return "it has no matrix";
    if (product.transposeA || product.transposeB) return "it transposes its factors";
    return whyNoProduct(graph, op, graph[op.inputs[1]].shape[0]);
  }
  template <OneOf<Convolution, TransposedConvolution, Pool, Elementwise, Activation, Concat, Split,
                  Slice, Pad, Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
                  BatchNormalization, Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>
                Kind>
  std::string operator()(const Kind&) const {
    return "only a global average pool and a fully connected layer have them";
  }
};

/// Whether the operator only shows the bytes of `storage` under another shape.
bool isView(const Graph& graph, const Operator& op, TensorId storage) {
  return std::holds_alternative<Reshape>(op.attributes) && op.outputs.size() == 1 &&
         op.outputs.front() != storage && graph.storage(op.outputs.front()) == storage;
}

}  // namespace

std::string whyNoSums(const Graph& graph, OperatorId id) {
  const Operator& op = graph[id];
  if (op.inputs.empty() || op.outputs.size() != 1) return "it has no one result";
  return std::visit(WhyNoSums{graph, op}, op.attributes);
}

std::size_t accumulatingTail(const Graph& graph, const Block& block) {
  if (block.result != BlockResult::accumulate) return 0;
  const TensorId tiled = tiledTensor(graph, block);
  std::size_t tail = 1;
  for (std::size_t i = block.operators.size() - 1; i-- > 0; ++tail) {
    if (!isView(graph, graph[block.operators[i]], tiled)) break;
  }
  return tail;
}

TensorId workedTensor(const Graph& graph, const Block& block, std::size_t at) {
  const bool tail = at + accumulatingTail(graph, block) >= block.operators.size();
  return tail ? tiledTensor(graph, block) : graph[block.operators[at]].outputs.front();
}

}  // namespace tessera
