#include "importers/lower/integer_spread.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/element_function.h"
#include "core/kinds.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// How far an integer form spreads over an operator without a change of values.
enum class Spread : std::uint8_t {
  no,        ///< it computes: what it reads is rounded where the file rounds it, or not at all
  backward,  ///< what it reads may have the form of its result
  both,      ///< it writes only values that it read (or pads with)
};

struct SpreadOver {
  Spread operator()(const Pool& pool) const {
    return pool.kind == PoolKind::max ? Spread::both : Spread::no;
  }
  Spread operator()(const GlobalPool& pool) const {
    return pool.kind == PoolKind::max ? Spread::both : Spread::no;
  }
  /// Bounds may come before rounding as well as after it, under the same form.
  Spread operator()(const Activation& activation) const {
    return knownElementFunction(activation.function).use.bounds ? Spread::backward : Spread::no;
  }
  Spread operator()(const Resize& resize) const {
    return resize.kind == ResizeKind::nearest ? Spread::backward : Spread::no;
  }
  Spread operator()(const Concat&) const { return Spread::backward; }
  template <OneOf<Reshape, Transpose, Slice, Split, Pad, Rearrange> Kind>
  Spread operator()(const Kind&) const {
    return Spread::both;
  }
  template <OneOf<Convolution, TransposedConvolution, FullyConnected, MatMul, Elementwise,
                  BatchNormalization, LayerNormalization, Reduce, Softmax, Quantize, Dequantize,
                  Cast, Recurrent, Opaque>
                Kind>
  Spread operator()(const Kind&) const {
    return Spread::no;
  }
};

Spread spreadOver(const Operator& op) { return std::visit(SpreadOver{}, op.attributes); }

bool movesValues(const Operator& op) { return spreadOver(op) == Spread::both; }

bool passesFormBack(const Operator& op) { return spreadOver(op) != Spread::no; }

bool isQuantized(const Tensor& tensor) {
  return !isFloat(tensor.dtype) && tensor.quantization != nullptr;
}

bool isRealActivation(const Tensor& tensor) {
  return tensor.role == TensorRole::activation && isFloat(tensor.dtype);
}

void spreadForwards(Network& network) {
  for (const Operator& op : network.operators) {
    if (!movesValues(op) || op.inputs.empty()) continue;
    const Tensor& source = network.tensor(op.inputs[0]);
    if (isConstant(source) || !isQuantized(source)) continue;
    for (const TensorId id : op.outputs) {
      if (isRealActivation(network.tensor(id))) takeForm(network.tensor(id), source);
    }
  }
}

/// Whether nothing but that operator reads the tensor, once or more.
bool onlyReader(const Operator& op, TensorId id, const Uses& uses) {
  const auto reads = std::count(op.inputs.begin(), op.inputs.end(), id);
  return static_cast<std::uint32_t>(reads) == uses.readers[id.index()];
}

void spreadBackwards(Network& network, const Uses& uses) {
  for (auto op = network.operators.rbegin(); op != network.operators.rend(); ++op) {
    if (!passesFormBack(*op) || op->outputs.empty()) continue;
    const Tensor& target = network.tensor(op->outputs[0]);
    if (!isQuantized(target)) continue;
    for (const TensorId id : op->inputs) {
      if (!isRealActivation(network.tensor(id)) || uses.isOutput[id.index()]) continue;
      if (!onlyReader(*op, id, uses)) continue;
      if (uses.isInput[id.index()] && !movesValues(*op)) continue;
      takeForm(network.tensor(id), target);
    }
  }
}

struct Range {
  double least;
  double most;
};

Range rangeOf(DType dtype) {
  const auto limits = [](auto value) {
    using Value = std::numeric_limits<decltype(value)>;
    return Range{static_cast<double>(Value::min()), static_cast<double>(Value::max())};
  };
  switch (dtype) {
    case DType::int8:
      return limits(std::int8_t{});
    case DType::uint8:
      return limits(std::uint8_t{});
    case DType::int16:
      return limits(std::int16_t{});
    case DType::uint16:
      return limits(std::uint16_t{});
    default:
      return limits(std::int32_t{});
  }
}

}  // namespace

void takeForm(Tensor& tensor, const Tensor& form) {
  tensor.dtype = form.dtype;
  tensor.quantization = form.quantization;
}

void spreadIntegerForms(Network& network) {
  const Uses uses = usesOf(network);
  spreadForwards(network);
  spreadBackwards(network, uses);
}

void quantizePadValue(const Network& network, Operator& pad) {
  const Tensor& output = network.tensor(pad.outputs[0]);
  if (!isQuantized(output) || output.quantization->scales.size() != 1) return;
  const double zero =
      output.quantization->zeroPoints.empty() ? 0.0 : output.quantization->zeroPoints[0];
  const double scale = output.quantization->scales[0];
  double& value = std::get<Pad>(pad.attributes).value;
  const auto [least, most] = rangeOf(output.dtype);
  const double stored = value == 0.0 ? zero : std::nearbyint(value / scale) + zero;
  value = std::isnan(stored) ? zero : std::clamp(stored, least, most);
}

}  // namespace tessera
