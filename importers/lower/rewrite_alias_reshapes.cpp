#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

bool isView(const Network& network, const Operator& op) {
  if (!is<Reshape>(op) || op.inputs.empty() || op.outputs.size() != 1) return false;
  const Tensor& input = network.tensor(op.inputs[0]);
  const Tensor& output = network.tensor(op.outputs[0]);
  return !isConstant(input) && sameForm(input, output) && !output.aliasOf &&
         input.shape.elements() == output.shape.elements();
}

}  // namespace

Rewritten aliasReshapes(Network network) {
  std::size_t count = 0;
  for (const Operator& op : network.operators) {
    if (!isView(network, op)) continue;
    network.tensor(op.outputs[0]).aliasOf = op.inputs[0];
    ++count;
  }
  return {std::move(network), count};
}

}  // namespace tessera
