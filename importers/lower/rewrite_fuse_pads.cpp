#include <algorithm>
#include <optional>

#include "core/checked.h"
#include "core/kinds.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

struct PaddableWindow {
  Window* operator()(Convolution& conv) const { return &conv.window; }
  Window* operator()(Pool& pool) const {
    if (pool.kind != PoolKind::average) return nullptr;
    const bool padsNothing = std::all_of(
        pool.window.begin(), pool.window.end(),
        [](const WindowAxis& axis) { return axis.padBefore == 0 && axis.padAfter == 0; });
    return pool.countsPadding || padsNothing ? &pool.window : nullptr;
  }
  template <OneOf<TransposedConvolution, FullyConnected, MatMul, GlobalPool, Elementwise,
                  Activation, Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Reduce,
                  Softmax, LayerNormalization, BatchNormalization, Quantize, Dequantize, Cast,
                  Rearrange, Recurrent, Opaque>
                Kind>
  Window* operator()(Kind&) const {
    return nullptr;
  }
};

/// The window that padding with zeros may be merged into; nothing where the operator has none.
Window* paddableWindow(Operator& op) { return std::visit(PaddableWindow{}, op.attributes); }

/// Whether the pad writes what reads as a real 0. The value of an integer pad is in stored units.
bool writesZero(const Network& network, const Operator& op) {
  const auto& pad = std::get<Pad>(op.attributes);
  const Tensor& output = network.tensor(op.outputs[0]);
  if (pad.mode != "constant" || !sameForm(network.tensor(op.inputs[0]), output)) return false;
  if (output.quantization == nullptr) return pad.value == 0.0;
  const std::vector<std::int32_t>& zeros = output.quantization->zeroPoints;
  if (zeros.empty()) return pad.value == 0.0;
  return zeros.size() == 1 && pad.value == static_cast<double>(zeros[0]);
}

/// True where the pads are >= 0 and lie on the axes [first, first + spatial) only.
bool padsOnly(const Pad& pad, std::size_t first, std::size_t spatial) {
  for (std::size_t axis = 0; axis < pad.before.size(); ++axis) {
    const bool inSpace = axis >= first && axis < first + spatial;
    const std::int64_t most = inSpace ? INT64_MAX : 0;
    const auto fits = [&](std::int64_t amount) { return amount >= 0 && amount <= most; };
    if (!fits(pad.before[axis]) || !fits(pad.after[axis])) return false;
  }
  return true;
}

bool merge(const Network& network, const Operator& padding, Operator& reader) {
  Window* window = paddableWindow(reader);
  const auto& pad = std::get<Pad>(padding.attributes);
  const std::size_t rank = network.tensor(padding.inputs[0]).shape.rank();
  const bool sizesAgree = pad.before.size() == rank && pad.after.size() == rank;
  if (window == nullptr || !sizesAgree || rank != window->size() + 2) return false;
  const std::size_t first = network.layout == Layout::channelsFirst ? 2 : 1;
  if (!padsOnly(pad, first, window->size()) || !writesZero(network, padding)) return false;
  for (std::size_t i = 0; i < window->size(); ++i) {
    WindowAxis& axis = (*window)[i];
    axis.padBefore = checkedAdd(axis.padBefore, pad.before[first + i]);
    axis.padAfter = checkedAdd(axis.padAfter, pad.after[first + i]);
  }
  if (auto* pool = std::get_if<Pool>(&reader.attributes)) pool->countsPadding = true;
  return true;
}

}  // namespace

Rewritten fusePads(Network network) {
  const Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (Operator& reader : network.operators) {
    if (reader.inputs.empty()) continue;
    const std::optional<std::size_t> at = uses.mergeableProducer(reader.inputs[0]);
    if (!at || !is<Pad>(network.operators[*at]) || removed[*at]) continue;
    const Operator& padding = network.operators[*at];
    if (padding.inputs.empty() || !constantsFrom(network, padding, 1)) continue;
    if (!merge(network, padding, reader)) continue;
    reader.inputs[0] = padding.inputs[0];
    removed[*at] = true;
    ++count;
  }
  removeOperators(network, removed);
  return {std::move(network), count};
}

}  // namespace tessera
