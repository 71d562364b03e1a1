#include "importers/lower/turn_layout.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/kinds.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

/// Whether a constant's values keep their order when it is broadcast over reordered axes: at most
/// one axis has an extent.
bool lieAlongOneAxis(const Shape& shape) {
  const auto& extents = shape.extents();
  return std::count_if(extents.begin(), extents.end(),
                       [](std::int64_t extent) { return extent != 1; }) <= 1;
}

/// Whether every operand is laid over the result: of what works element by element or joins
/// tensors.
bool readsAllAlike(const Operator& op) {
  return is<Elementwise>(op) || is<Activation>(op) || is<Concat>(op);
}

bool hasScaleAlongAxis(const Tensor& tensor) {
  return tensor.quantization != nullptr && tensor.quantization->axis >= 0;
}

/// Whether the operator reads a constant rightly after the turn: one that is laid over the result
/// is turned too; scales of a conversion must be one; others say what the attributes say again.
bool staysTrue(const Network& network, const Operator& op, TensorId id, std::size_t laidOver) {
  const Tensor& tensor = network.tensor(id);
  if (laidOver > 0) {
    return tensor.shape.rank() <= laidOver && lieAlongOneAxis(tensor.shape) &&
           !hasScaleAlongAxis(tensor);
  }
  const bool isScale = is<Quantize>(op) || is<Dequantize>(op);
  return !isScale || tensor.shape.elements() == 1;
}

/// Whether an operator of that kind still says what it means once its axes are renamed.
struct CanTurn {
  std::size_t rank;  ///< of the output
  const Shape& input;

  template <OneOf<Elementwise, Activation, Concat> Kind>
  bool operator()(const Kind&) const {
    return true;
  }
  /// Reduced axes that went away would take the order of the others with them.
  template <OneOf<Quantize, Dequantize, Cast, Split, Resize, Reduce> Kind>
  bool operator()(const Kind&) const {
    return input.rank() == rank;
  }
  bool operator()(const Slice& slice) const {
    return input.rank() == rank && slice.starts.size() == rank && slice.steps.size() == rank;
  }
  bool operator()(const Pad& pad) const {
    return input.rank() == rank && pad.before.size() == rank && pad.after.size() == rank;
  }
  /// Before opset 13 the axes behind `axis` belong to it too: the last axis alone is one axis.
  bool operator()(const Softmax& softmax) const { return softmax.axis + 1 == rank; }
  template <
      OneOf<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool, Reshape,
            Transpose, LayerNormalization, BatchNormalization, Rearrange, Recurrent, Opaque>
          Kind>
  bool operator()(const Kind&) const {
    return false;
  }
};

template <class Value>
void reorder(std::vector<Value>& values, const AxisOrder& order) {
  const std::vector<Value> before = values;
  for (std::size_t i = 0; i < order.size(); ++i) values[i] = before.at(order[i]);
}

/// Renames the axes of one operator.
struct TurnAttributes {
  const AxisOrder& order;

  void axis(std::size_t& at) const { at = inverse(order).at(at); }

  void operator()(Concat& concat) const { axis(concat.axis); }
  void operator()(Split& split) const { axis(split.axis); }
  void operator()(Softmax& softmax) const { axis(softmax.axis); }
  void operator()(Reduce& reduce) const {
    for (std::size_t& at : reduce.axes) axis(at);
  }
  void operator()(Slice& slice) const {
    reorder(slice.starts, order);
    reorder(slice.steps, order);
  }
  void operator()(Pad& pad) const {
    reorder(pad.before, order);
    reorder(pad.after, order);
  }
  void operator()(Resize& resize) const { reorder(resize.scales, order); }
  /// Element by element; or not turned at all (see `CanTurn`).
  template <OneOf<Elementwise, Activation, Quantize, Dequantize, Cast, Convolution,
                  TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool, Reshape,
                  Transpose, LayerNormalization, BatchNormalization, Rearrange, Recurrent, Opaque>
                Kind>
  void operator()(Kind&) const {}
};

/// A constant of fewer axes is aligned with the last ones.
Shape widened(const Shape& shape, std::size_t rank) {
  std::vector<std::int64_t> extents(rank - shape.rank(), 1);
  extents.insert(extents.end(), shape.extents().begin(), shape.extents().end());
  return Shape(std::move(extents));
}

TensorId turnedConstant(Network& network, TensorId id, const AxisOrder& order) {
  Tensor turned = network.tensor(id);
  turned.shape = reordered(widened(turned.shape, order.size()), order);
  return network.addTensor(std::move(turned));
}

}  // namespace

AxisOrder channelsFirstOrder(std::size_t rank) {
  AxisOrder order(rank);
  for (std::size_t i = 0; i < rank; ++i) order[i] = i == 1 ? rank - 1 : i - (i > 1 ? 1 : 0);
  return order;
}

AxisOrder channelsLastOrder(std::size_t rank) { return inverse(channelsFirstOrder(rank)); }

AxisOrder inverse(const AxisOrder& order) {
  AxisOrder back(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) back[order[i]] = i;
  return back;
}

Shape reordered(const Shape& shape, const AxisOrder& order) {
  std::vector<std::int64_t> extents;
  for (const std::size_t axis : order) extents.push_back(shape[axis]);
  return Shape(std::move(extents));
}

std::vector<TensorId> turnedTogether(const Network& network, const Operator& op) {
  if (op.inputs.empty() || op.outputs.empty()) return {};
  const std::size_t rank = network.tensor(op.outputs[0]).shape.rank();
  const bool alike = readsAllAlike(op);
  if (!std::visit(CanTurn{rank, network.tensor(op.inputs[0]).shape}, op.attributes)) return {};
  std::vector<TensorId> together = op.outputs;
  for (const TensorId id : op.inputs) {
    if (!isConstant(network.tensor(id))) {
      together.push_back(id);
    } else if (!staysTrue(network, op, id, alike ? rank : 0)) {
      return {};
    }
  }
  const bool turnable = std::all_of(together.begin(), together.end(), [&](TensorId id) {
    const Tensor& tensor = network.tensor(id);
    return tensor.shape.rank() == rank && !hasScaleAlongAxis(tensor);
  });
  return turnable ? together : std::vector<TensorId>{};
}

void turnAxes(Network& network, Operator& op, const AxisOrder& order) {
  std::visit(TurnAttributes{order}, op.attributes);
  if (!readsAllAlike(op)) return;
  for (TensorId& id : op.inputs) {
    const Tensor& tensor = network.tensor(id);
    const bool same = !isConstant(tensor) || tensor.shape.elements() == 1;
    if (!same) id = turnedConstant(network, id, order);
  }
}

}  // namespace tessera
