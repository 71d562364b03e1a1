#include "sim/verify/channels_first.h"

#include <memory>
#include <numeric>
#include <utility>

#include "core/weight_layout.h"

namespace tessera::verify {
namespace {

using Axes = std::vector<std::size_t>;

constexpr std::size_t spatialRank = 3;  // with fewer axes there is nothing to tell apart

/// The last axis behind the first: N, rows, columns, C -> N, C, rows, columns.
Axes lastSecond(std::size_t rank) {
  Axes axes(rank);
  std::iota(axes.begin(), axes.end(), std::size_t{0});
  if (rank < spatialRank) return axes;
  for (std::size_t i = 1; i < rank; ++i) axes[i] = i == 1 ? rank - 1 : i - 1;
  return axes;
}

/// The last axis first: 1, rows, columns, C -> C, 1, rows, columns.
Axes lastFirst(std::size_t rank) {
  Axes axes(rank);
  for (std::size_t i = 0; i < rank; ++i) axes[i] = i == 0 ? rank - 1 : i - 1;
  return axes;
}

/// Weights of which the output channel is the last axis are depthwise, with one group or more.
Axes axesOfWeights(const Operator& op, const Shape& weights, const Shape& output) {
  const auto layout = weightLayout(op, weights, output, Layout::channelsLast);
  const bool depthwise = layout && layout->axis > 0;
  if (depthwise || is<TransposedConvolution>(op)) return lastFirst(weights.rank());
  return lastSecond(weights.rank());
}

/// The quantisation with its axis where the permutation puts it.
std::shared_ptr<const Quantization> permuted(const std::shared_ptr<const Quantization>& given,
                                             const Axes& axes) {
  if (given == nullptr || given->axis < 0) return given;
  Quantization moved = *given;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i] == static_cast<std::size_t>(given->axis)) moved.axis = static_cast<int>(i);
  }
  return std::make_shared<const Quantization>(std::move(moved));
}

}  // namespace

ChannelsFirst::ChannelsFirst(const Operator& op, std::span<const TensorView> inputs,
                             std::span<const TensorView> outputs) {
  const Shape& output = outputs.front().tensor->shape;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Shape& shape = inputs[i].tensor->shape;
    const bool weights = i == 1 && shape.rank() >= spatialRank;
    inputs_.push_back(
        permuted(inputs[i], weights ? axesOfWeights(op, shape, output) : lastSecond(shape.rank())));
  }
  for (const TensorView& view : outputs) {
    outputs_.push_back(permuted(view, lastSecond(view.tensor->shape.rank())));
  }
}

TensorView ChannelsFirst::permuted(const TensorView& view, const Axes& axes) {
  Tensor tensor = *view.tensor;
  std::vector<std::int64_t> extents;
  TensorView moved = view;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    extents.push_back(view.tensor->shape[axes[i]]);
    moved.stored[i] = view.stored[axes[i]];
    moved.strides[i] = view.strides[axes[i]];
  }
  tensor.shape = Shape(std::move(extents));
  tensor.quantization = verify::permuted(view.tensor->quantization, axes);
  tensors_.push_back(std::move(tensor));
  moved.tensor = &tensors_.back();
  return moved;
}

}  // namespace tessera::verify
