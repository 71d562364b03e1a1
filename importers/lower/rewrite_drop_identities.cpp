#include <algorithm>

#include "core/kinds.h"
#include "importers/lower/renaming.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

bool allZero(const std::vector<std::int64_t>& values) {
  return std::all_of(values.begin(), values.end(), [](std::int64_t value) { return value == 0; });
}

/// Whether an operator of this kind hands its first input through, given that input and output have
/// the same shape.
struct HandsThrough {
  const Tensor& input;
  const Tensor& output;

  bool operator()(const Cast&) const {
    return input.dtype == output.dtype || (isFloat(input.dtype) && isFloat(output.dtype));
  }
  bool operator()(const Reshape&) const { return true; }
  bool operator()(const Transpose& transpose) const {
    const std::vector<std::size_t>& order = transpose.permutation;
    return order.size() == input.shape.rank() && std::is_sorted(order.begin(), order.end());
  }
  bool operator()(const Pad& pad) const { return allZero(pad.before) && allZero(pad.after); }
  bool operator()(const Slice& slice) const {
    return allZero(slice.starts) && std::all_of(slice.steps.begin(), slice.steps.end(),
                                                [](std::int64_t step) { return step == 1; });
  }
  /// These compute, or their result has as many elements for another reason. A Concat of one
  /// operand is seen to by its number of inputs.
  template <
      OneOf<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool,
            Elementwise, Activation, Concat, Split, Resize, Reduce, Softmax, LayerNormalization,
            BatchNormalization, Quantize, Dequantize, Rearrange, Recurrent, Opaque>
          Kind>
  bool operator()(const Kind&) const {
    return false;
  }
};

bool isIdentity(const Network& network, const Operator& op) {
  if (op.inputs.empty() || op.outputs.empty() || op.fusedActivation) return false;
  if (op.type == "Identity" || op.type == "Dropout") return true;
  const Tensor& input = network.tensor(op.inputs[0]);
  const Tensor& output = network.tensor(op.outputs[0]);
  if (input.shape != output.shape) return false;
  if (is<Cast>(op)) return HandsThrough{input, output}(Cast{});
  if (!sameForm(input, output)) return false;
  if (is<Concat>(op)) return op.inputs.size() == 1;
  return std::visit(HandsThrough{input, output}, op.attributes);
}

/// Dropout's mask: an output that nobody reads does not keep the operator.
bool onlyFirstOutputUsed(const Uses& uses, const Operator& op) {
  return std::all_of(op.outputs.begin() + 1, op.outputs.end(), [&](TensorId id) {
    return uses.readers[id.index()] == 0 && !uses.isOutput[id.index()];
  });
}

}  // namespace

Rewritten dropIdentities(Network network) {
  Uses uses = usesOf(network);
  Renaming renaming(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& op = network.operators[i];
    if (!isIdentity(network, op) || !onlyFirstOutputUsed(uses, op)) continue;
    if (!renaming.join(network, uses, op.inputs[0], op.outputs[0])) continue;
    removed[i] = true;
    ++count;
  }
  removeOperators(network, removed);
  renaming.apply(network);
  return {std::move(network), count};
}

}  // namespace tessera
