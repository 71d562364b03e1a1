#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

bool isFullyConnected(const Network& network, const Operator& op) {
  const auto* product = std::get_if<MatMul>(&op.attributes);
  if (product == nullptr || product->transposeA || op.inputs.size() != 2) return false;
  const Tensor& left = network.tensor(op.inputs[0]);
  const Tensor& right = network.tensor(op.inputs[1]);
  return !isConstant(left) && isConstant(right) && right.shape.rank() == 2 &&
         right.shape[product->transposeB ? 1 : 0] == product->inner;
}

}  // namespace

Rewritten matmulToFullyConnected(Network network) {
  std::size_t count = 0;
  for (Operator& op : network.operators) {
    if (!isFullyConnected(network, op)) continue;
    const auto product = std::get<MatMul>(op.attributes);
    op.attributes = FullyConnected{product.inner, product.transposeB};
    network.tensor(op.inputs[1]).role = TensorRole::weight;
    ++count;
  }
  return {std::move(network), count};
}

}  // namespace tessera
