#include "core/weight_layout.h"

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

}  // namespace

std::optional<WeightLayout> weightLayout(const Operator& op, const Shape& weights,
                                         const Shape& output, Layout layout) {
  if (weights.rank() == 0 || output.rank() == 0) return std::nullopt;
  const std::int64_t channels = featureMap(output, layout).channels;
  if (is<Convolution>(op)) return convolutionLayout(weights, channels, layout);
  if (const auto* conv = std::get_if<TransposedConvolution>(&op.attributes)) {
    return transposedLayout(weights, conv->groups, channels, layout);
  }
  const auto* fullyConnected = std::get_if<FullyConnected>(&op.attributes);
  if (fullyConnected == nullptr || weights.rank() != 2) return std::nullopt;
  const std::size_t axis = fullyConnected->weightsTransposed ? 0 : 1;
  if (weights[axis] != output[output.rank() - 1]) return std::nullopt;
  return WeightLayout{axis, 1, weights[axis]};
}

std::optional<std::size_t> channelAxis(const WeightLayout& layout, const Shape& weights) {
  if (layout.groups == 1) return layout.axis;
  if (layout.perGroup == 1 && weights[0] == layout.groups) return 0;
  return std::nullopt;
}

}  // namespace tessera
