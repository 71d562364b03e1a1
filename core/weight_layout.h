#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/operator.h"
#include "core/shape.h"

namespace tessera {

/// Where the output channels of a weight tensor lie. Channel g * perGroup + j is index j of `axis`,
/// within the g-th of `groups` equal parts of axis 0 (only a grouped transposed convolution has
/// more than one part).
struct WeightLayout {
  std::size_t axis = 0;
  std::int64_t groups = 1;
  std::int64_t perGroup = 1;

  std::int64_t channels() const { return groups * perGroup; }
};

/// The layout of the second input of a convolution, transposed convolution or fully connected
/// operator: [out, in / groups, k...], [in, out / groups, k...], [out, in] or [in, out] where
/// channels come first; TFLite's [out, k..., in] and, for a depthwise convolution, [1, k..., out]
/// where they come last. `output` is the shape of the operator's output. Nothing for other
/// operators, and where weights and output disagree about the channels.
std::optional<WeightLayout> weightLayout(const Operator& op, const Shape& weights,
                                         const Shape& output, Layout layout);

/// The axis whose index alone tells the output channel, if there is one.
std::optional<std::size_t> channelAxis(const WeightLayout& layout, const Shape& weights);

/// Whether operators of the kind read weights (input 1) that make their output channels, and
/// possibly a bias of each channel (input 2).
bool hasChannelWeights(const Operator& op);

}  // namespace tessera
