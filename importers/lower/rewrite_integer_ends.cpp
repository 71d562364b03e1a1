#include <utility>

#include "importers/lower/renaming.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// A graph input that is quantised, and read by nothing else.
bool quantizesInput(const Network& network, const Uses& uses, const Operator& op) {
  if (!is<Quantize>(op) || op.inputs.size() != 1 || op.outputs.size() != 1) return false;
  const Tensor& input = network.tensor(op.inputs[0]);
  const std::size_t real = op.inputs[0].index();
  return isFloat(input.dtype) && !input.variable && uses.isInput[real] && !uses.isOutput[real] &&
         uses.readers[real] == 1;
}

/// A graph output that is converted back, and read by nothing.
bool dequantizesOutput(const Uses& uses, const Operator& op) {
  if (!is<Dequantize>(op) || op.inputs.size() != 1 || op.outputs.size() != 1) return false;
  const std::size_t real = op.outputs[0].index();
  return uses.isOutput[real] && uses.readers[real] == 0;
}

}  // namespace

Rewritten integerEnds(Network network) {
  Uses uses = usesOf(network);
  Renaming renaming(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    const bool atInput = quantizesInput(network, uses, op);
    if (!atInput && !dequantizesOutput(uses, op)) continue;
    if (!renaming.join(network, uses, op.inputs[0], op.outputs[0])) continue;
    // What stays is the graph's input or output; it takes the integer form of the other.
    Tensor& kept = network.tensor(atInput ? op.inputs[0] : op.outputs[0]);
    const Tensor& form = network.tensor(atInput ? op.outputs[0] : op.inputs[0]);
    kept.dtype = form.dtype;
    kept.quantization = form.quantization;
    removed[i] = true;
    ++count;
  }
  removeOperators(network, removed);
  renaming.apply(network);
  return {std::move(network), count};
}

}  // namespace tessera
