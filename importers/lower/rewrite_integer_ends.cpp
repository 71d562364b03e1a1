#include <utility>

#include "importers/lower/renaming.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// The real graph inputs, by tensor index, that nothing reads but conversions to one integer form.
std::vector<bool> quantizedInputs(const Network& network, const Uses& uses) {
  const std::vector<std::uint32_t> conversions = conversionsOf(network);
  std::vector<bool> quantized(network.tensors.size(), false);
  for (const TensorId id : network.inputs) {
    const std::size_t i = id.index();
    const Tensor& input = network.tensor(id);
    quantized[i] = isFloat(input.dtype) && !input.variable && !uses.isOutput[i] &&
                   conversions[i] > 0 && conversions[i] == uses.readers[i];
  }
  return quantized;
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
  const std::vector<bool> quantized = quantizedInputs(network, uses);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    const bool atInput =
        is<Quantize>(op) && op.inputs.size() == 1 && quantized[op.inputs[0].index()];
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
