#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "core/weight_layout.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

static_assert(std::endian::native == std::endian::little, "constants are stored little-endian");

using Values = std::vector<float>;

/// The values of a float32 constant of `count` elements, or nothing where it has none such.
std::optional<Values> floatValues(const Tensor& tensor, std::size_t count) {
  const ConstantData& data = tensor.data;
  const bool plain = data.present() && data.storedAs == DType::float32 && data.scale == nullptr;
  const std::uint64_t stored = storedBytes(data);
  if (!plain || stored % sizeof(float) != 0 || stored / sizeof(float) != count) return std::nullopt;
  const std::vector<std::byte> bytes = loadBytes(data);
  Values values(count);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// What a batch norm does to a channel: value * factor + offset.
struct ChannelMap {
  Values factors;
  Values offsets;
};

std::optional<ChannelMap> channelMap(const Network& network, const Operator& norm,
                                     std::size_t channels) {
  std::array<Values, 4> parameters;  // scale, shift, mean, variance
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    std::optional<Values> values = floatValues(network.tensor(norm.inputs[i + 1]), channels);
    if (!values) return std::nullopt;
    parameters[i] = std::move(*values);
  }
  const auto& [scale, shift, mean, variance] = parameters;
  const double epsilon = std::get<BatchNormalization>(norm.attributes).epsilon;
  ChannelMap map{Values(channels), Values(channels)};
  for (std::size_t c = 0; c < channels; ++c) {
    const double factor = scale[c] / std::sqrt(variance[c] + epsilon);
    map.factors[c] = static_cast<float>(factor);
    map.offsets[c] = static_cast<float>(shift[c] - mean[c] * factor);
  }
  return map;
}

/// The factors on top of those that an earlier fold left, or nothing where they cannot be combined.
std::optional<AxisScale> scaled(const ConstantData& weights, std::size_t axis,
                                const Values& factors) {
  if (!weights.present() || weights.storedAs != DType::float32) return std::nullopt;
  AxisScale scale{axis, factors};
  if (weights.scale == nullptr) return scale;
  if (weights.scale->axis != axis) return std::nullopt;
  for (std::size_t c = 0; c < factors.size(); ++c) scale.factors[c] *= weights.scale->factors[c];
  return scale;
}

std::optional<Values> mappedBias(const Network& network, const Operator& kernel,
                                 const ChannelMap& map) {
  if (kernel.inputs.size() < 3) return map.offsets;
  std::optional<Values> bias = floatValues(network.tensor(kernel.inputs[2]), map.offsets.size());
  if (!bias) return std::nullopt;
  for (std::size_t c = 0; c < bias->size(); ++c) {
    (*bias)[c] = (*bias)[c] * map.factors[c] + map.offsets[c];
  }
  return bias;
}

struct Fold {
  std::size_t axis = 0;  ///< the weights' output channel axis
  std::size_t channels = 0;
};

/// True where the batch norm has constant parameters, one a channel, and one output that is used.
bool isPlainNorm(const Network& network, const Uses& uses, const Operator& norm) {
  if (!is<BatchNormalization>(norm) || norm.inputs.size() != 5 || norm.fusedActivation)
    return false;
  for (std::size_t i = 1; i < norm.outputs.size(); ++i) {
    const std::size_t output = norm.outputs[i].index();
    if (uses.readers[output] > 0 || uses.isOutput[output]) return false;
  }
  return !norm.outputs.empty() && constantsFrom(network, norm, 1);
}

std::optional<Fold> foldOf(const Network& network, const Uses& uses, const Operator& kernel,
                           const Operator& norm) {
  const bool takesNorm = (kernel.inputs.size() == 2 || kernel.inputs.size() == 3) &&
                         kernel.outputs.size() == 1 && !kernel.fusedActivation &&
                         constantsFrom(network, kernel, 1);
  if (!takesNorm || uses.readers[kernel.inputs[1].index()] != 1) return std::nullopt;
  const Tensor& stored = network.tensor(kernel.inputs[1]);
  // Factors would need a scale for each channel, and rounding again.
  if (stored.quantization != nullptr || !isFloat(stored.dtype)) return std::nullopt;
  const Shape& weights = stored.shape;
  const Shape& output = network.tensor(kernel.outputs[0]).shape;
  const auto layout = weightLayout(kernel, weights, output, network.layout);
  // A fully connected operator with more than two axes has its features last, a norm second.
  if (!layout || (is<FullyConnected>(kernel) && output.rank() != 2)) return std::nullopt;
  const std::optional<std::size_t> axis = channelAxis(*layout, weights);
  if (!axis) return std::nullopt;
  for (std::size_t i = 1; i < norm.inputs.size(); ++i) {
    if (network.tensor(norm.inputs[i]).shape != Shape{layout->channels()}) return std::nullopt;
  }
  if (kernel.inputs.size() == 3 &&
      network.tensor(kernel.inputs[2]).shape.elements() != layout->channels()) {
    return std::nullopt;
  }
  return Fold{*axis, static_cast<std::size_t>(layout->channels())};
}

void apply(Network& network, Uses& uses, Operator& kernel, const Operator& norm, Fold fold) {
  Tensor& weights = network.tensor(kernel.inputs[1]);
  Tensor bias;
  bias.name = weights.name + "/folded_bias";
  if (isFloat(weights.dtype)) bias.dtype = weights.dtype;
  bias.role = TensorRole::bias;
  bias.shape = Shape{static_cast<std::int64_t>(fold.channels)};
  const auto map = channelMap(network, norm, fold.channels);
  const auto scale = map ? scaled(weights.data, fold.axis, map->factors) : std::nullopt;
  const auto offsets = scale ? mappedBias(network, kernel, *map) : std::nullopt;
  if (scale) {
    weights.data.scale = std::make_shared<const AxisScale>(*scale);
  } else {
    weights.data = {};
  }
  if (offsets) bias.data = inlineConstant(std::span<const float>(*offsets), DType::float32);
  const TensorId added = network.addTensor(std::move(bias));
  uses.producer.push_back(Uses::none);
  uses.readers.push_back(1);
  uses.isInput.push_back(false);
  uses.isOutput.push_back(false);
  kernel.inputs.resize(2);
  kernel.inputs.push_back(added);
}

}  // namespace

Rewritten foldBatchNorms(Network network) {
  Uses uses = usesOf(network);
  std::vector<bool> removed(network.operators.size(), false);
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.operators.size(); ++i) {
    const Operator& norm = network.operators[i];
    if (!isPlainNorm(network, uses, norm)) continue;
    const std::optional<std::size_t> at = uses.mergeableProducer(norm.inputs[0]);
    if (!at || isRounded(network.tensor(norm.inputs[0]), network.tensor(norm.outputs[0]))) continue;
    Operator& kernel = network.operators[*at];
    const std::optional<Fold> fold = foldOf(network, uses, kernel, norm);
    if (!fold) continue;
    apply(network, uses, kernel, norm, *fold);
    takeOverOutput(network, uses, *at, i);
    removed[i] = true;
    ++count;
  }
  removeOperators(network, removed);
  return {std::move(network), count};
}

}  // namespace tessera
