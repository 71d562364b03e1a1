#include "sim/export/requantise.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/export/refusal.h"
#include "sim/verify/dense.h"
#include "sim/verify/weights.h"

namespace tessera::exported {
namespace {

std::int64_t storedFor(float real, const Scaled& scaled) {
  const float quotient = std::round(real / scaled.scale);
  constexpr float most = 1 << 24;  // beyond what an int8 stores
  return std::clamp<std::int64_t>(
      scaled.zero + static_cast<std::int64_t>(std::clamp(quotient, -most, most)), INT8_MIN,
      INT8_MAX);
}

/// Scales of weights: one, or one a channel, without zero points.
const std::vector<float>& weightScales(const Graph& graph, const Operator& op,
                                       std::int64_t channels) {
  const Tensor& weights = graph[op.inputs.at(1)];
  const auto& quantization = weights.quantization;
  if (weights.dtype != DType::int8 || quantization == nullptr || quantization->scales.empty()) {
    notGenerated(op, "its weights are not int8 with scales", "quantise the network to int8");
  }
  const auto& points = quantization->zeroPoints;
  if (std::any_of(points.begin(), points.end(), [](std::int32_t point) { return point != 0; })) {
    notGenerated(op, "its weights have a zero point", "quantise them symmetrically");
  }
  const auto count = static_cast<std::int64_t>(quantization->scales.size());
  if (count != 1 && count != channels) notGenerated(op, "its scales are not one a channel");
  return quantization->scales;
}

std::vector<std::int64_t> biasOf(const Graph& graph, const Operator& op, std::int64_t channels,
                                 verify::Constants& constants) {
  const auto slot = verify::biasSlot(op, graph);
  if (!slot) return {};
  const Tensor& bias = graph[op.inputs[*slot]];
  const bool fits = bias.dtype == DType::int32 && bias.shape.elements() == channels &&
                    bias.role != TensorRole::activation;
  if (!fits) notGenerated(op, "its bias is not one int32 a channel", "quantise it to int32");
  return verify::readIntegers(constants.view(op.inputs[*slot]), verify::wholeBox(bias.shape))
      .values;
}

}  // namespace

Scaled scaledOf(const Graph& graph, const Operator& op, TensorId id) {
  const Tensor& tensor = graph[id];
  const bool fits = tensor.dtype == DType::int8 && tensor.quantization != nullptr &&
                    tensor.quantization->scales.size() == 1 &&
                    tensor.quantization->scales[0] > 0.0F &&
                    std::isfinite(tensor.quantization->scales[0]);
  if (!fits) {
    notGenerated(op, "'" + tensor.name + "' is no int8 tensor with one scale",
                 "quantise the network to int8");
  }
  const auto& points = tensor.quantization->zeroPoints;
  const std::int64_t zero = points.empty() ? 0 : points[0];
  if (zero < INT8_MIN || zero > INT8_MAX) {
    notGenerated(op, "the zero point of '" + tensor.name + "' is no int8",
                 "quantise the network to int8");
  }
  return {tensor.quantization->scales[0], zero};
}

verify::FixedPointMultiplier multiplierOf(double real) {
  auto multiplier = verify::fixedPointMultiplier(real);
  multiplier.shift = std::min(multiplier.shift, 31);
  return multiplier;
}

void requireSumsFit(const Operator& op, std::int64_t products) {
  constexpr std::int64_t largest = 255 * 128;
  if (products <= INT32_MAX / largest) return;
  notGenerated(op, "its sums may not fit 32 bits", "split the layer");
}

Bounds boundsOf(const Graph& graph, const Operator& op) {
  if (!op.fusedActivation) return {};
  const Scaled output = scaledOf(graph, op, op.outputs.front());
  const auto& [function, parameters] = *op.fusedActivation;
  if (function == "relu") return {storedFor(0.0F, output), INT8_MAX};
  if (function == "relu6") return {storedFor(0.0F, output), storedFor(6.0F, output)};
  if (function == "clip" && parameters.size() == 2) {
    return {storedFor(static_cast<float>(parameters[0]), output),
            storedFor(static_cast<float>(parameters[1]), output)};
  }
  notGenerated(op, "fused " + function + " is no bound", "leave the activation an operator");
}

namespace {

/// Those of the values that belong to some channels; a single one belongs to all.
std::vector<std::int64_t> partOf(const std::vector<std::int64_t>& values,
                                 const Interval& channels) {
  if (values.size() < 2) return values;
  return {values.begin() + channels.begin, values.begin() + channels.end};
}

}  // namespace

std::string sumsOf(const Graph& graph, const Operator& op, std::int64_t channels,
                   const Interval& part, verify::Constants& constants, CTables& tables) {
  const Scaled input = scaledOf(graph, op, op.inputs.front());
  const Scaled output = scaledOf(graph, op, op.outputs.front());
  const std::vector<float>& scales = weightScales(graph, op, channels);
  // A fully connected operator with one scale multiplies two of them in float32.
  const bool inFloat = scales.size() == 1 && is<FullyConnected>(op);
  std::vector<std::int64_t> significands;
  std::vector<std::int64_t> shifts;
  for (const float scale : scales) {
    const double product = inFloat ? static_cast<double>(input.scale * scale)
                                   : static_cast<double>(input.scale) * static_cast<double>(scale);
    const auto multiplier = multiplierOf(product / static_cast<double>(output.scale));
    significands.push_back(multiplier.significand);
    shifts.push_back(multiplier.shift);
  }
  const std::string wish = cWord(op.name);
  const Bounds bounds = boundsOf(graph, op);
  return fmt::format(
      "{{{}, {}, {}, {}, {}, {}, {}}}",
      tables.array("int32_t", wish + "_bias", partOf(biasOf(graph, op, channels, constants), part)),
      tables.array("int32_t", wish + "_multipliers", partOf(significands, part)),
      tables.array("int8_t", wish + "_shifts", partOf(shifts, part)), scales.size() == 1 ? 0 : 1,
      output.zero, bounds.low, bounds.high);
}

}  // namespace tessera::exported
