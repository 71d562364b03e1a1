#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/shape.h"

namespace tessera::samples {

enum class LayerActivation : std::uint8_t { none, relu, relu6 };

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
};

/// The mean of each channel.
struct PoolLayer {
  std::string name;
};

/// Fully connected with a bias; a feature map is flattened before it.
struct FcLayer {
  std::string name;
  std::int64_t out = 1;
  LayerActivation activation = LayerActivation::none;
};

struct SoftmaxLayer {
  std::string name;
};

struct ResidualLayer;
using Layer = std::variant<ConvLayer, PoolLayer, FcLayer, SoftmaxLayer, ResidualLayer>;

/// The sum of what `branch` and `shortcut` make of the same input; an empty shortcut is the input.
struct ResidualLayer {
  std::string name;
  std::vector<Layer> branch;
  std::vector<Layer> shortcut;
  LayerActivation activation = LayerActivation::none;
};

/// What the literature says of the network, for comparison (`source` of the architecture).
struct Published {
  std::int64_t macs = 0;
  std::int64_t parametersFolded = 0;  ///< after batch normalization is folded
  /// With every batch normalization's scale and shift counted; absent where the source is folded.
  std::optional<std::int64_t> parametersTrained;
};

/// A network as its file describes it (README.md, "The files"); block shorthands are spelt out.
struct Architecture {
  std::string name;
  std::string description;
  std::string source;
  std::optional<Published> published;
  Shape input;  ///< with the batch of 1 in front
  std::vector<Layer> layers;
};

/// Reads an architecture from JSON text. Throws Error(input) where the text is not JSON or does not
/// follow the schema; `where` is "file: layers[3].mb.kernel".
Architecture parseArchitecture(std::string_view text, const std::string& file);

/// Reads an architecture file of at most 1 MiB. Throws like `parseArchitecture`, and Error(input)
/// where the file cannot be read.
Architecture readArchitecture(const std::filesystem::path& path);

}  // namespace tessera::samples
