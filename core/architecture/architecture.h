#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/shape.h"

namespace tessera::arch {

enum class LayerActivation : std::uint8_t { none, relu, relu6, sigmoid, hardSigmoid };

/// `same` is TensorFlow's: as little as keeps ceil(size / stride), the odd element after the map.
/// `symmetric` is what PyTorch code writes: kernel / 2 on either side. `valid` pads nothing.
enum class Padding : std::uint8_t { same, symmetric, valid };

/// A convolution, then a batch normalization or a bias, then an activation.
struct ConvLayer {
  std::string name;
  std::optional<std::int64_t> out;  ///< output channels; nothing: depthwise, as many as come in
  std::array<std::int64_t, 2> kernel{1, 1};
  std::array<std::int64_t, 2> stride{1, 1};
  Padding padding = Padding::same;
  bool batchNorm = false;  ///< false: the convolution has a bias instead
  LayerActivation activation = LayerActivation::none;
  friend bool operator==(const ConvLayer&, const ConvLayer&) = default;
};

/// Squeeze-and-excite (Hu et al., CVPR 2018): the mean of each channel goes through two 1x1
/// convolutions with biases, down to `channels` with a ReLU and up again with `gate`, and scales
/// its channel.
struct SqueezeExcite {
  std::int64_t channels = 1;
  LayerActivation gate = LayerActivation::sigmoid;  ///< or hardSigmoid
  friend bool operator==(const SqueezeExcite&, const SqueezeExcite&) = default;
};

struct SqueezeLayer {
  std::string name;
  SqueezeExcite squeeze;
  friend bool operator==(const SqueezeLayer&, const SqueezeLayer&) = default;
};

/// A depthwise convolution, then a 1x1 convolution of the same form.
struct SeparableLayer {
  std::string name;
  ConvLayer depthwise;  ///< without a name and channels of its own
  std::int64_t out = 1;
  friend bool operator==(const SeparableLayer&, const SeparableLayer&) = default;
};

/// MobileNetV2's inverted bottleneck: a 1x1 convolution to `expand` channels, a depthwise one, a
/// 1x1 convolution to `out` without activation; `residual` adds the input.
struct BottleneckLayer {
  std::string name;
  std::optional<std::int64_t> expand;  ///< nothing: the depthwise convolution reads the input
  ConvLayer depthwise;                 ///< without a name and channels of its own
  std::optional<SqueezeExcite> squeeze;
  std::int64_t out = 1;
  bool residual = false;
  friend bool operator==(const BottleneckLayer&, const BottleneckLayer&) = default;
};

/// The mean of each channel.
struct PoolLayer {
  std::string name;
  friend bool operator==(const PoolLayer&, const PoolLayer&) = default;
};

/// Fully connected with a bias; a feature map is flattened before it.
struct FcLayer {
  std::string name;
  std::int64_t out = 1;
  LayerActivation activation = LayerActivation::none;
  friend bool operator==(const FcLayer&, const FcLayer&) = default;
};

struct SoftmaxLayer {
  std::string name;
  friend bool operator==(const SoftmaxLayer&, const SoftmaxLayer&) = default;
};

struct ResidualLayer;
using Layer = std::variant<ConvLayer, SeparableLayer, BottleneckLayer, SqueezeLayer, PoolLayer,
                           FcLayer, SoftmaxLayer, ResidualLayer>;

/// The sum of what `branch` and `shortcut` make of the same input; an empty shortcut is the input.
struct ResidualLayer {
  std::string name;
  std::vector<Layer> branch;
  std::vector<Layer> shortcut;
  LayerActivation activation = LayerActivation::none;
};
bool operator==(const ResidualLayer& a, const ResidualLayer& b);

/// What the literature says of the network, for comparison (`source` of the architecture).
struct Published {
  std::int64_t macs = 0;
  std::int64_t parametersFolded = 0;  ///< after batch normalization is folded
  /// With every batch normalization's scale and shift counted; absent where the source is folded.
  std::optional<std::int64_t> parametersTrained;
  std::string asPrinted;  ///< by the source; may be empty
  friend bool operator==(const Published&, const Published&) = default;
};

/// A network as its file describes it (docs/architecture.md).
struct Architecture {
  std::string name;
  std::string description;
  std::string source;
  std::optional<Published> published;
  Shape input;  ///< with the batch of 1 in front
  std::vector<Layer> layers;
  friend bool operator==(const Architecture&, const Architecture&) = default;
};

const std::string& nameOf(const Layer& layer);
/// The operator with which a layer ends: "b3.project", "first".
std::string lastOperator(const Layer& layer);

/// "none", "relu", "relu6", "sigmoid", "hardsigmoid".
std::string_view nameOf(LayerActivation activation);
/// "same", "symmetric", "valid".
std::string_view nameOf(Padding padding);

}  // namespace tessera::arch
