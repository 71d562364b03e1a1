#include <algorithm>
#include <limits>
#include <utility>

#include "core/checked.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// Whether TFLite says the padding of that axis itself: VALID has none, SAME makes ceil(in /
/// stride) outputs and puts the odd element behind (tensorflow/lite/kernels/padding.h).
bool isSayable(const WindowAxis& axis, std::int64_t in) {
  if (axis.padBefore == 0 && axis.padAfter == 0) return true;
  const std::int64_t out = ceilDiv(in, axis.stride);
  const std::int64_t extent = checkedAdd(checkedMul(axis.kernel - 1, axis.dilation), 1);
  const std::int64_t read = checkedAdd(checkedMul(out - 1, axis.stride), extent);
  const std::int64_t total = std::max<std::int64_t>(read - in, 0);
  return axis.padBefore == total / 2 && axis.padAfter == total - total / 2;
}

/// The window of an operator whose padding may become a pad of its own.
Window* splittableWindow(Operator& op) {
  if (auto* conv = std::get_if<Convolution>(&op.attributes)) return &conv->window;
  auto* pool = std::get_if<Pool>(&op.attributes);
  const bool pads = pool != nullptr && (pool->kind == PoolKind::max || pool->countsPadding);
  return pads ? &pool->window : nullptr;
}

/// What the pad writes: nothing that a maximum takes, or a real 0; in stored units where the tensor
/// is quantised.
double padValue(const Operator& reader, const Tensor& input) {
  const auto* pool = std::get_if<Pool>(&reader.attributes);
  const bool isMax = pool != nullptr && pool->kind == PoolKind::max;
  if (isFloat(input.dtype)) return isMax ? -std::numeric_limits<double>::infinity() : 0.0;
  if (isMax) return input.dtype == DType::int8 ? -128.0 : 0.0;
  const bool hasZero = input.quantization != nullptr && !input.quantization->zeroPoints.empty();
  return hasZero ? input.quantization->zeroPoints.front() : 0.0;
}

/// Moves the padding of the reader's window into a pad, whose output the reader then reads.
Operator splitPad(Network& network, Operator& reader, Window& window) {
  const std::size_t first = network.layout == Layout::channelsFirst ? 2 : 1;
  const Tensor input = network.tensor(reader.inputs[0]);
  const std::size_t rank = input.shape.rank();
  Pad pad{std::vector<std::int64_t>(rank, 0), std::vector<std::int64_t>(rank, 0), "constant",
          padValue(reader, input)};
  std::vector<std::int64_t> extents = input.shape.extents();
  for (std::size_t i = 0; i < window.size(); ++i) {
    pad.before[first + i] = std::exchange(window[i].padBefore, 0);
    pad.after[first + i] = std::exchange(window[i].padAfter, 0);
    extents[first + i] =
        checkedAdd(extents[first + i], checkedAdd(pad.before[first + i], pad.after[first + i]));
  }
  Tensor padded;
  padded.name = reader.name + "_padded";
  padded.dtype = input.dtype;
  padded.quantization = input.quantization;
  padded.shape = Shape(std::move(extents));
  const TensorId output = network.addTensor(std::move(padded));
  Operator made{reader.name + "_pad", "Pad",    std::move(pad),
                {reader.inputs[0]},   {output}, std::nullopt};
  reader.inputs[0] = output;
  return made;
}

/// Whether the window has padding that TFLite cannot say.
bool needsPad(const Network& network, const Operator& reader, const Window& window) {
  const Tensor& input = network.tensor(reader.inputs[0]);
  if (isConstant(input) || input.shape.rank() != window.size() + 2) return false;
  const std::size_t first = network.layout == Layout::channelsFirst ? 2 : 1;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const WindowAxis& axis = window[i];
    if (axis.padBefore < 0 || axis.padAfter < 0) return false;
  }
  for (std::size_t i = 0; i < window.size(); ++i) {
    if (!isSayable(window[i], input.shape[first + i])) return true;
  }
  return false;
}

}  // namespace

Rewritten splitPads(Network network) {
  std::vector<Operator> operators = std::exchange(network.operators, {});
  std::size_t count = 0;
  for (Operator& op : operators) {
    Window* window = op.inputs.empty() ? nullptr : splittableWindow(op);
    if (window != nullptr && needsPad(network, op, *window)) {
      network.operators.push_back(splitPad(network, op, *window));
      ++count;
    }
    network.operators.push_back(std::move(op));
  }
  return {std::move(network), count};
}

}  // namespace tessera
