#include <algorithm>
#include <array>
#include <string_view>

#include "importers/lower/rewrites.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// Relu, relu6 and TFLite's relu_n1_to_1: the functions that TFLite's kernels apply themselves.
bool isReluKind(const Activation& activation) {
  return activation.function == "relu" || activation.function == "relu6" ||
         activation == Activation{"clip", {-1.0, 1.0}};
}

bool isOtherFusibleKind(const Activation& activation) {
  constexpr std::array<std::string_view, 6> functions{"clip",        "leakyrelu", "hardswish",
                                                      "hardsigmoid", "sigmoid",   "tanh"};
  return !isReluKind(activation) &&
         std::find(functions.begin(), functions.end(), activation.function) != functions.end();
}

bool isFusible(const Network& network, const Operator& op, bool (*ofKind)(const Activation&)) {
  const auto* activation = std::get_if<Activation>(&op.attributes);
  return activation != nullptr && !op.inputs.empty() && op.outputs.size() == 1 &&
         constantsFrom(network, op, 1) && !op.fusedActivation && ofKind(*activation);
}

bool takesActivation(const Operator& op) {
  if (op.outputs.size() != 1 || op.fusedActivation) return false;
  if (const auto* elementwise = std::get_if<Elementwise>(&op.attributes)) {
    const std::string& function = elementwise->function;
    return function == "add" || function == "sub" || function == "mul";
  }
  return is<Convolution>(op) || is<TransposedConvolution>(op) || is<FullyConnected>(op) ||
         is<Pool>(op);
}

/// Whether values stay where the activation reads what its producer computes and not what is
/// stored of it. Bounds may come before rounding as well as after it, under the same form.
bool keepsValues(const Network& network, const Operator& op) {
  const Tensor& between = network.tensor(op.inputs[0]);
  const Tensor& output = network.tensor(op.outputs[0]);
  if (!isRounded(between, output)) return true;
  const std::string& function = std::get<Activation>(op.attributes).function;
  const bool bounds = function == "relu" || function == "relu6" || function == "clip";
  return bounds && sameForm(between, output);
}

Rewritten fuseKind(Network network, bool (*ofKind)(const Activation&)) {
  Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    if (!isFusible(network, op, ofKind) || !keepsValues(network, op)) continue;
    const auto at = uses.mergeableProducer(op.inputs[0]);
    if (!at || !takesActivation(network.operators[*at])) continue;
    network.operators[*at].fusedActivation = std::get<Activation>(op.attributes);
    takeOverOutput(network, uses, *at, i);
    removed[i] = true;
    ++count;
  }
  removeOperators(network, removed);
  return {std::move(network), count};
}

}  // namespace

Rewritten fuseActivations(Network network) { return fuseKind(std::move(network), isReluKind); }

Rewritten fuseOtherActivations(Network network) {
  return fuseKind(std::move(network), isOtherFusibleKind);
}

}  // namespace tessera
