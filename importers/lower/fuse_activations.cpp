#include <algorithm>
#include <array>
#include <string_view>

#include "importers/lower/rewrites.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

bool isFusible(const Network& network, const Operator& op) {
  constexpr std::array<std::string_view, 8> functions{
      "relu", "relu6", "clip", "leakyrelu", "hardswish", "hardsigmoid", "sigmoid", "tanh"};
  const auto* activation = std::get_if<Activation>(&op.attributes);
  return activation != nullptr && !op.inputs.empty() && op.outputs.size() == 1 &&
         constantsFrom(network, op, 1) && !op.fusedActivation &&
         std::find(functions.begin(), functions.end(), activation->function) != functions.end();
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

}  // namespace

Rewritten fuseActivations(Network network) {
  Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    if (!isFusible(network, op)) continue;
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

}  // namespace tessera
