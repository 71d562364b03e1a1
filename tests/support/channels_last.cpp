#include "tests/support/channels_last.h"

#include <cstring>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

namespace tessera::test {
namespace {

using Order = std::vector<std::size_t>;  // entry i: which old axis the new axis i is

Order lastAxisOrder(std::size_t rank) {
  Order order(rank);
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (rank < 3) return order;
  for (std::size_t i = 1; i + 1 < rank; ++i) order[i] = i + 1;
  order[rank - 1] = 1;
  return order;
}

std::size_t moved(std::size_t axis, std::size_t rank) {
  const Order order = lastAxisOrder(rank);
  std::size_t at = 0;
  while (order[at] != axis) ++at;
  return at;
}

template <class Value>
std::vector<Value> moved(const std::vector<Value>& byAxis) {
  std::vector<Value> result;
  for (const std::size_t from : lastAxisOrder(byAxis.size())) result.push_back(byAxis[from]);
  return result;
}

/// Values of one byte in the new order.
InlineBytes permuted(const InlineBytes& bytes, const Shape& old, const Order& order) {
  std::vector<std::int64_t> strides(old.rank(), 1);
  for (std::size_t i = old.rank(); i-- > 1;) strides[i - 1] = strides[i] * old[i];
  std::vector<std::byte> result;
  const std::function<void(std::size_t, std::int64_t)> visit = [&](std::size_t axis,
                                                                   std::int64_t offset) {
    if (axis == order.size()) {
      result.push_back(bytes->at(static_cast<std::size_t>(offset)));
      return;
    }
    for (std::int64_t i = 0; i < old[order[axis]]; ++i) {
      visit(axis + 1, offset + i * strides[order[axis]]);
    }
  };
  visit(0, 0);
  return std::make_shared<const std::vector<std::byte>>(std::move(result));
}

void reorder(Tensor& tensor, const Order& order) {
  const Shape old = tensor.shape;
  std::vector<std::int64_t> extents;
  for (const std::size_t axis : order) extents.push_back(old[axis]);
  tensor.shape = Shape(std::move(extents));
  if (const auto* bytes = std::get_if<InlineBytes>(&tensor.data.source)) {
    tensor.data.source = permuted(*bytes, old, order);
  }
}

/// [out, in / groups, k...] or, for a transposed convolution, [in, out, k...].
void reorderWeights(Tensor& weights, const Operator& op) {
  Order order = lastAxisOrder(weights.shape.rank());
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  const bool depthwise = conv != nullptr && conv->groups > 1 && weights.shape[1] == 1;
  if (depthwise || is<TransposedConvolution>(op)) std::swap(order.front(), order.back());
  reorder(weights, order);
}

void moveAxes(Attributes& attributes, std::size_t rank) {
  if (auto* concat = std::get_if<Concat>(&attributes)) concat->axis = moved(concat->axis, rank);
  if (auto* split = std::get_if<Split>(&attributes)) split->axis = moved(split->axis, rank);
  if (auto* resize = std::get_if<Resize>(&attributes)) resize->scales = moved(resize->scales);
  if (auto* pad = std::get_if<Pad>(&attributes)) {
    pad->before = moved(pad->before);
    pad->after = moved(pad->after);
  }
}

}  // namespace

Network channelsLast(Network network) {
  network.layout = Layout::channelsLast;
  for (Operator& op : network.operators) {
    moveAxes(op.attributes, network.tensor(op.outputs.front()).shape.rank());
    const bool window = is<Convolution>(op) || is<TransposedConvolution>(op);
    if (window) reorderWeights(network.tensor(op.inputs.at(1)), op);
  }
  for (Tensor& tensor : network.tensors) {
    if (tensor.role == TensorRole::activation) reorder(tensor, lastAxisOrder(tensor.shape.rank()));
  }
  return network;
}

}  // namespace tessera::test
