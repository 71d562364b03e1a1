#include "importers/lower/renaming.h"

#include <optional>

#include "core/weight_layout.h"

namespace tessera {
namespace {

/// What a constant is for when it is the operand `slot` of `op`; nothing where it may be anything.
std::optional<TensorRole> roleOf(const Operator& op, std::size_t slot) {
  if (hasChannelWeights(op)) return slot == 2 ? TensorRole::bias : TensorRole::weight;
  if (is<MatMul>(op)) return TensorRole::weight;
  if (is<Elementwise>(op) || is<Activation>(op)) return TensorRole::parameter;
  return std::nullopt;
}

void assignRole(Tensor& tensor, const Operator& op, std::size_t slot) {
  if (tensor.role != TensorRole::constant && tensor.role != TensorRole::parameter) return;
  if (const std::optional<TensorRole> role = roleOf(op, slot)) tensor.role = *role;
}

}  // namespace

Renaming::Renaming(const Network& network) {
  forward_.reserve(network.tensors.size());
  for (std::size_t i = 0; i < network.tensors.size(); ++i) forward_.emplace_back(i);
}

TensorId Renaming::operator()(TensorId id) {
  while (forward_[id.index()] != id) {
    forward_[id.index()] = forward_[forward_[id.index()].index()];
    id = forward_[id.index()];
  }
  return id;
}

void Renaming::replace(Uses& uses, TensorId from, TensorId to) {
  forward_[from.index()] = to;
  // The operator between the two read one of them once and is gone.
  uses.readers[to.index()] += uses.readers[from.index()] - 1;
}

bool Renaming::join(const Network& network, Uses& uses, TensorId input, TensorId output) {
  input = (*this)(input);
  output = (*this)(output);
  if (!uses.isOutput[output.index()]) {
    replace(uses, output, input);
    return true;
  }
  const bool fixed = uses.isInput[input.index()] || uses.isOutput[input.index()] ||
                     isConstant(network.tensor(input));
  if (fixed) return false;
  replace(uses, input, output);
  uses.producer[output.index()] = uses.producer[input.index()];
  return true;
}

void Renaming::apply(Network& network) {
  for (Operator& op : network.operators) {
    for (std::size_t slot = 0; slot < op.inputs.size(); ++slot) {
      const TensorId now = (*this)(op.inputs[slot]);
      if (now == op.inputs[slot]) continue;
      op.inputs[slot] = now;
      assignRole(network.tensor(now), op, slot);
    }
    for (TensorId& id : op.outputs) id = (*this)(id);
  }
}

}  // namespace tessera
