#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/ids.h"

namespace tessera {

/// One axis of a sliding window, in elements: output i reads the `kernel` input positions
/// i * stride - padBefore + j * dilation.
struct WindowAxis {
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t padBefore = 0;
  std::int64_t padAfter = 0;
  friend bool operator==(const WindowAxis&, const WindowAxis&) = default;
};

/// A window over all spatial axes, outermost (rows) first.
using Window = std::vector<WindowAxis>;

/// The element function of an activation, with what parameters it has.
struct Activation {
  std::string function;  ///< "relu", "relu6", "clip", "hardswish", "sigmoid", ...
  std::vector<double> parameters;
  friend bool operator==(const Activation&, const Activation&) = default;
};

/// Inputs: x, weights [outputs, inputs / groups, kernel...] (channels first) and possibly a bias.
struct Convolution {
  Window window;
  std::int64_t groups = 1;
};

/// Inputs: x, weights [inputs, outputs / groups, kernel...] and possibly a bias. The window is read
/// backwards: input i contributes to the outputs i * stride - padBefore + j * dilation.
struct TransposedConvolution {
  Window window;
  std::int64_t groups = 1;
};

/// Inputs: x, a constant matrix, possibly a bias. `inFeatures` values go into each output element.
struct FullyConnected {
  std::int64_t inFeatures = 0;
  bool weightsTransposed = true;  ///< true: [outputs, inputs]; false: [inputs, outputs]
};

/// A product of two matrices (or stacks of them), transposed first where flagged, of which neither
/// need be constant. `inner` is the extent that is summed over.
struct MatMul {
  std::int64_t inner = 0;
  bool transposeA = false;
  bool transposeB = false;
};

enum class PoolKind : std::uint8_t { max, average, lp };

struct Pool {
  PoolKind kind = PoolKind::max;
  Window window;
  bool countsPadding = false;
};

struct GlobalPool {
  PoolKind kind = PoolKind::average;
};

/// One output element from one element of each input, with broadcast: "add", "mul", "where", ...
struct Elementwise {
  std::string function;
};

struct Concat {
  std::size_t axis = 0;
};

struct Split {
  std::size_t axis = 0;
};

/// One entry for each axis of the input.
struct Slice {
  std::vector<std::int64_t> starts;
  std::vector<std::int64_t> steps;
};

/// One entry for each axis of the input; a negative pad crops.
struct Pad {
  std::vector<std::int64_t> before;
  std::vector<std::int64_t> after;
  std::string mode;
  double value = 0.0;
};

enum class ResizeKind : std::uint8_t { nearest, linear, cubic };

struct Resize {
  ResizeKind kind = ResizeKind::nearest;
  std::vector<double> scales;  ///< output over input, one for each axis of the input
  std::string coordinates;     ///< ONNX's coordinate_transformation_mode
  std::string rounding;        ///< ONNX's nearest_mode
};

/// The same elements in the same order under another shape.
struct Reshape {};

struct Transpose {
  std::vector<std::size_t> permutation;
};

struct Reduce {
  std::string function;
  std::vector<std::size_t> axes;
};

struct Softmax {
  std::size_t axis = 0;
  bool logarithmic = false;
  double beta = 1.0;  ///< what it multiplies its input with
};

/// Each slice of the axes from `axis` on, brought to mean 0 and variance 1, then scaled and
/// shifted: inputs x, scale, bias; outputs y and perhaps the means and the inverse deviations (1 in
/// place of each reduced axis). ONNX's operator LayerNormalization; RMSNormalization leaves out the
/// mean.
struct LayerNormalization {
  std::size_t axis = 0;
  double epsilon = 1e-5;
  bool centred = true;
};

struct BatchNormalization {
  double epsilon = 1e-5;
};

/// Conversions between element types: a float to its integer form, back, or a plain cast.
struct Quantize {};
struct Dequantize {};
struct Cast {};

/// What a Rearrange moves where, if it moves channels and positions of a feature map.
enum class Moves : std::uint8_t {
  other,           ///< its type and its operands say it, or nothing does
  depthToSpace,    ///< channels to the rows and columns of blocks
  spaceToDepth,    ///< the rows and columns of blocks to channels
  channelShuffle,  ///< channel (group, i) to (i, group): ShuffleNet (Zhang et al., 2018)
};

/// Moves elements without arithmetic: gather, tile, expand, depth to space, ...
struct Rearrange {
  std::size_t axis = 0;          ///< that a Gather reads, or along which a PACK or UNPACK stacks
  bool channelsOutside = false;  ///< blocks' channels are (channel, row, column), not channel last
  Slice slice{};                 ///< of a STRIDED_SLICE that drops axes; empty of all else
  Moves moves = Moves::other;    ///< blocks of depth and space are what the shapes say
  std::int64_t groups = 1;       ///< of channels, of a channel shuffle
  std::vector<std::size_t> dropped{};  ///< the axes that such a STRIDED_SLICE drops, ascending
};

/// LSTM, GRU, RNN or SVDF: true memory and MACs, but nothing runs it.
struct Recurrent {
  std::int64_t hiddenSize = 0;
  std::int64_t directions = 1;
  /// MACs for one step of one sequence in all directions; unknown where there are none. Of input 0
  /// the last axis is a step's features.
  std::optional<std::int64_t> stepMacs = {};
};

/// Everything else: its tensors count; its MACs do where the importer can tell them from the
/// shapes.
struct Opaque {
  std::optional<std::int64_t> macs = {};
  std::map<std::string, std::int64_t>
      options{};  ///< the integers among a custom operator's options
};

using Attributes =
    std::variant<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool, GlobalPool,
                 Elementwise, Activation, Concat, Split, Slice, Pad, Resize, Reshape, Transpose,
                 Reduce, Softmax, LayerNormalization, BatchNormalization, Quantize, Dequantize,
                 Cast, Rearrange, Recurrent, Opaque>;

struct Operator {
  std::string name;  ///< unique within the graph
  std::string type;  ///< the source format's own word: "Conv", "QLinearAdd", "CONV_2D"
  Attributes attributes;
  std::vector<TensorId> inputs;  ///< data first, then constants; absent optional inputs left out
  std::vector<TensorId> outputs;
  std::optional<Activation> fusedActivation;
};

/// Our word for the kind: "convolution", "pool", "opaque", ...
std::string_view kindName(const Attributes& attributes);

template <class Kind>
bool is(const Operator& op) {
  return std::holds_alternative<Kind>(op.attributes);
}

}  // namespace tessera
