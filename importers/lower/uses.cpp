#include "importers/lower/uses.h"

#include <algorithm>
#include <utility>

namespace tessera {

std::optional<std::size_t> Uses::mergeableProducer(TensorId id) const {
  const std::uint32_t writer = producer[id.index()];
  if (writer == none || readers[id.index()] != 1 || isOutput[id.index()]) return std::nullopt;
  return writer;
}

Uses usesOf(const Network& network) {
  const std::size_t tensors = network.tensors.size();
  Uses uses{std::vector<std::uint32_t>(tensors, Uses::none), std::vector<std::uint32_t>(tensors, 0),
            std::vector<bool>(tensors, false), std::vector<bool>(tensors, false)};
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    for (const TensorId id : network.operators[i].inputs) ++uses.readers[id.index()];
    for (const TensorId id : network.operators[i].outputs) {
      uses.producer[id.index()] = static_cast<std::uint32_t>(i);
    }
  }
  for (const TensorId id : network.inputs) uses.isInput[id.index()] = true;
  for (std::size_t i = 0; i < tensors; ++i) {
    if (network.tensors[i].variable) uses.isInput[i] = true;
  }
  for (const TensorId id : network.outputs) uses.isOutput[id.index()] = true;
  return uses;
}

bool constantsFrom(const Network& network, const Operator& op, std::size_t first) {
  for (std::size_t i = first; i < op.inputs.size(); ++i) {
    if (!isConstant(network.tensor(op.inputs[i]))) return false;
  }
  return true;
}

std::vector<std::uint32_t> conversionsOf(const Network& network) {
  std::vector<std::uint32_t> conversions(network.tensors.size(), 0);
  std::vector<const Tensor*> form(network.tensors.size(), nullptr);
  std::vector<bool> differ(network.tensors.size(), false);
  for (const Operator& op : network.operators) {
    const bool isPlain = is<Quantize>(op) && !op.inputs.empty() && op.outputs.size() == 1 &&
                         constantsFrom(network, op, 1);
    if (!isPlain) continue;
    const std::size_t real = op.inputs[0].index();
    const Tensor& integer = network.tensor(op.outputs[0]);
    if (form[real] == nullptr) form[real] = &integer;
    if (!sameForm(*form[real], integer)) differ[real] = true;
    ++conversions[real];
  }
  for (std::size_t i = 0; i < conversions.size(); ++i) {
    if (differ[i]) conversions[i] = 0;
  }
  return conversions;
}

void takeOverOutput(Network& network, Uses& uses, std::size_t producer, std::size_t reader) {
  const TensorId output = network.operators[reader].outputs[0];
  network.operators[producer].outputs[0] = output;
  uses.producer[output.index()] = static_cast<std::uint32_t>(producer);
}

void removeOperators(Network& network, const std::vector<bool>& removed) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    if (removed[i]) continue;
    if (kept != i) network.operators[kept] = std::move(network.operators[i]);
    ++kept;
  }
  network.operators.resize(kept);
}

}  // namespace tessera
