#include "core/weight_layout.h"

#include "core/kinds.h"

namespace tessera {
namespace {

std::optional<WeightLayout> convolutionLayout(const Shape& weights, std::int64_t channels,
                                              Layout layout) {
  const std::size_t last = weights.rank() - 1;
  if (weights[0] == channels) return WeightLayout{0, 1, channels};
  if (layout == Layout::channelsLast && weights[0] == 1 && weights[last] == channels) {
    return WeightLayout{last, 1, channels};
  }
  return std::nullopt;
}

std::optional<WeightLayout> transposedLayout(const Shape& weights, std::int64_t groups,
                                             std::int64_t channels, Layout layout) {
  if (layout == Layout::channelsLast) return convolutionLayout(weights, channels, layout);
  if (weights.rank() < 2 || groups < 1 || weights[0] % groups != 0) return std::nullopt;
  if (channels % groups != 0 || weights[1] != channels / groups) return std::nullopt;
  return WeightLayout{1, groups, weights[1]};
}

struct LayoutOfWeights {
  const Shape& weights;
  const Shape& output;
  Layout layout;

  std::int64_t channels() const { return featureMap(output, layout).channels; }

  std::optional<WeightLayout> operator()(const Convolution&) const {
    return convolutionLayout(weights, channels(), layout);
  }
  std::optional<WeightLayout> operator()(const TransposedConvolution& conv) const {
    return transposedLayout(weights, conv.groups, channels(), layout);
  }
  std::optional<WeightLayout> operator()(const FullyConnected& connected) const {
    if (weights.rank() != 2) return std::nullopt;
    const std::size_t axis = connected.weightsTransposed ? 0 : 1;
    if (weights[axis] != output[output.rank() - 1]) return std::nullopt;
    return WeightLayout{axis, 1, weights[axis]};
  }
  template <OneOf<MatMul, Pool, GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad,
                  Resize, Reshape, Transpose, Reduce, Softmax, LayerNormalization,
                  BatchNormalization, Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>
                Kind>
  std::optional<WeightLayout> operator()(const Kind&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<WeightLayout> weightLayout(const Operator& op, const Shape& weights,
                                         const Shape& output, Layout layout) {
  if (weights.rank() == 0 || output.rank() == 0) return std::nullopt;
  return std::visit(LayoutOfWeights{weights, output, layout}, op.attributes);
}

bool hasChannelWeights(const Operator& op) {
  return isAmong(
      op, KindList<Convolution, TransposedConvolution, FullyConnected>{},
      KindList<MatMul, Pool, GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad, Resize,
               Reshape, Transpose, Reduce, Softmax, LayerNormalization, BatchNormalization,
               Quantize, Dequantize, Cast, Rearrange, Recurrent, Opaque>{});
}

std::optional<std::size_t> channelAxis(const WeightLayout& layout, const Shape& weights) {
  if (layout.groups == 1) return layout.axis;
  if (layout.perGroup == 1 && weights[0] == layout.groups) return 0;
  return std::nullopt;
}

}  // namespace tessera
