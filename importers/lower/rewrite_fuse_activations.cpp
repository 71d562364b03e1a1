#include "core/element_function.h"
#include "core/kinds.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// Which rewrite fuses the activation. TFLite's relu_n1_to_1 is a clip of its own.
ActivationFusion fusionOf(const Activation& activation) {
  if (activation == Activation{"clip", {-1.0, 1.0}}) return ActivationFusion::tflite;
  return knownElementFunction(activation.function).use.fusion;
}

bool isFusible(const Network& network, const Operator& op, ActivationFusion fusion) {
  const auto* activation = std::get_if<Activation>(&op.attributes);
  return activation != nullptr && !op.inputs.empty() && op.outputs.size() == 1 &&
         constantsFrom(network, op, 1) && !op.fusedActivation && fusionOf(*activation) == fusion;
}

/// Whether kernels of the kind can apply an activation to their result.
struct TakesActivation {
  bool operator()(const Elementwise& elementwise) const {
    return knownElementFunction(elementwise.function).use.takesActivation;
  }
  template <OneOf<Convolution, TransposedConvolution, FullyConnected, Pool> Kind>
  bool operator()(const Kind&) const {
    return true;
  }
  template <OneOf<MatMul, GlobalPool, Activation, Concat, Split, Slice, Pad, Resize, Reshape,
                  Transpose, Reduce, Softmax, LayerNormalization, BatchNormalization, Quantize,
                  Dequantize, Cast, Rearrange, Recurrent, Opaque>
                Kind>
  bool operator()(const Kind&) const {
    return false;
  }
};

bool takesActivation(const Operator& op) {
  return op.outputs.size() == 1 && !op.fusedActivation &&
         std::visit(TakesActivation{}, op.attributes);
}

/// Whether values stay where the activation reads what its producer computes and not what is
/// stored of it. Bounds may come before rounding as well as after it, under the same form.
bool keepsValues(const Network& network, const Operator& op) {
  const Tensor& between = network.tensor(op.inputs[0]);
  const Tensor& output = network.tensor(op.outputs[0]);
  if (!isRounded(between, output)) return true;
  const Activation& activation = std::get<Activation>(op.attributes);
  return knownElementFunction(activation.function).use.bounds && sameForm(between, output);
}

Rewritten fuseKind(Network network, ActivationFusion fusion) {
  Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    if (!isFusible(network, op, fusion) || !keepsValues(network, op)) continue;
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

Rewritten fuseActivations(Network network) {
  return fuseKind(std::move(network), ActivationFusion::tflite);
}

Rewritten fuseOtherActivations(Network network) {
  return fuseKind(std::move(network), ActivationFusion::other);
}

}  // namespace tessera
