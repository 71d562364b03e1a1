#include "tests/support/channels_last.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tessera::test {
namespace {

Shape permutedShape(const Shape& shape, const std::vector<std::size_t>& axes) {
  std::vector<std::int64_t> extents;
  for (const std::size_t axis : axes) extents.push_back(shape[axis]);
  return Shape(std::move(extents));
}

void permute(Tensor& tensor, const std::vector<std::size_t>& axes) {
  if (tensor.data.present()) {
    const auto size = static_cast<std::size_t>(bitWidth(tensor.data.storedAs) / 8);
    const auto bytes = permuted(loadBytes(tensor.data), size, tensor.shape, axes);
    tensor.data = inlineConstant(std::span<const std::byte>(bytes), tensor.data.storedAs);
  }
  tensor.shape = permutedShape(tensor.shape, axes);
  if (tensor.quantization == nullptr || tensor.quantization->axis < 0) return;
  Quantization turned = *tensor.quantization;
  const auto old = static_cast<std::size_t>(turned.axis);
  turned.axis = static_cast<int>(std::find(axes.begin(), axes.end(), old) - axes.begin());
  tensor.quantization = std::make_shared<const Quantization>(std::move(turned));
}

template <class Value>
void permute(std::vector<Value>& values) {
  const std::vector<Value> old = values;
  const std::vector<std::size_t> axes = lastAxes(old.size());
  for (std::size_t i = 0; i < old.size(); ++i) values[i] = old[axes[i]];
}

std::size_t turnedAxis(std::size_t axis, std::size_t rank) {
  const std::vector<std::size_t> axes = lastAxes(rank);
  return static_cast<std::size_t>(std::find(axes.begin(), axes.end(), axis) - axes.begin());
}

/// [out, in, k...] to [out, k..., in], depthwise [out, 1, k...] to [1, k..., out]; transposed
/// [in, out, k...] to [out, k..., in].
std::vector<std::size_t> weightAxes(const Operator& op, const Shape& weights) {
  const std::size_t rank = weights.rank();
  const auto* conv = std::get_if<Convolution>(&op.attributes);
  const bool depthwise = conv != nullptr && conv->groups > 1 && weights[1] == 1;
  if (conv != nullptr && !depthwise) return lastAxes(rank);
  std::vector<std::size_t> axes(rank, 0);  // the old first axis last
  for (std::size_t i = 0; i + 1 < rank; ++i) axes[i] = i + 1;
  return axes;
}

}  // namespace

std::vector<std::size_t> lastAxes(std::size_t rank) {
  std::vector<std::size_t> axes(rank);
  std::iota(axes.begin(), axes.end(), std::size_t{0});
  if (rank > 2) std::rotate(axes.begin() + 1, axes.begin() + 2, axes.end());
  return axes;
}

std::vector<std::byte> permuted(const std::vector<std::byte>& bytes, std::size_t size,
                                const Shape& shape, const std::vector<std::size_t>& axes) {
  const Shape turned = permutedShape(shape, axes);
  std::vector<std::byte> result(bytes.size());
  for (std::int64_t at = 0; at < turned.elements(); ++at) {
    std::vector<std::int64_t> position(shape.rank(), 0);
    std::int64_t rest = at;
    for (std::size_t i = axes.size(); i-- > 0; rest /= turned[i]) {
      position[axes[i]] = rest % turned[i];
    }
    std::int64_t from = 0;
    for (std::size_t i = 0; i < shape.rank(); ++i) from = from * shape[i] + position[i];
    std::copy_n(bytes.begin() + from * static_cast<std::int64_t>(size), size,
                result.begin() + at * static_cast<std::int64_t>(size));
  }
  return result;
}

Graph channelsLast(const Graph& graph) {
  Network network = toNetwork(graph);
  network.layout = Layout::channelsLast;
  std::vector<bool> isWeight(network.tensors.size(), false);
  for (Operator& op : network.operators) {
    const std::size_t rank = network.tensor(op.outputs.front()).shape.rank();
    if (is<Convolution>(op) || is<TransposedConvolution>(op)) isWeight[op.inputs[1].index()] = true;
    if (auto* concat = std::get_if<Concat>(&op.attributes)) {
      concat->axis = turnedAxis(concat->axis, rank);
    }
    if (auto* split = std::get_if<Split>(&op.attributes)) {
      split->axis = turnedAxis(split->axis, rank);
    }
    if (auto* pad = std::get_if<Pad>(&op.attributes)) {
      permute(pad->before);
      permute(pad->after);
    }
    if (auto* slice = std::get_if<Slice>(&op.attributes)) {
      permute(slice->starts);
      permute(slice->steps);
    }
    if (auto* resize = std::get_if<Resize>(&op.attributes)) permute(resize->scales);
  }
  for (const Operator& op : network.operators) {
    if (!is<Convolution>(op) && !is<TransposedConvolution>(op)) continue;
    Tensor& weights = network.tensor(op.inputs[1]);
    permute(weights, weightAxes(op, weights.shape));
  }
  for (std::size_t i = 0; i < network.tensors.size(); ++i) {
    Tensor& tensor = network.tensors[i];
    if (!isWeight[i]) permute(tensor, lastAxes(tensor.shape.rank()));
  }
  return Graph(std::move(network));
}

}  // namespace tessera::test
