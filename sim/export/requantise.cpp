#include "sim/export/requantise.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/export/refusal.h"
#include "sim/verify/dense.h"
#include "sim/verify/weights.h"

namespace tessera::exported {
namespace {

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

verify::Affine affineOf(const Graph& graph, const Operator& op, TensorId id) {
  const Tensor& tensor = graph[id];
  if (tensor.dtype != DType::int8 || !verify::hasOnePositiveScale(tensor)) {
    notGenerated(op, "'" + tensor.name + "' is no int8 tensor with one scale",
                 "quantise the network to int8");
  }
  const auto affine = verify::affineOf(tensor);
  if (!affine) {
    notGenerated(op, "the zero point of '" + tensor.name + "' is no int8",
                 "quantise the network to int8");
  }
  return *affine;
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

verify::StoredRange rangeOf(const Graph& graph, const Operator& op) {
  const auto range =
      verify::rangeLeftBy(op.fusedActivation, affineOf(graph, op, op.outputs.front()),
                          verify::storedRange(graph[op.outputs.front()]));
  if (!range) {
    notGenerated(op, "fused " + op.fusedActivation->function + " is no bound",
                 "leave the activation an operator");
  }
  return *range;
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
  const verify::Affine input = affineOf(graph, op, op.inputs.front());
  const verify::Affine output = affineOf(graph, op, op.outputs.front());
  const std::vector<float>& scales = weightScales(graph, op, channels);
  const bool inFloat = scales.size() == 1 && is<FullyConnected>(op);
  std::vector<std::int64_t> significands;
  std::vector<std::int64_t> shifts;
  for (const double factor : verify::weightFactors(input.scale, scales, output.scale, inFloat)) {
    const auto multiplier = multiplierOf(factor);
    significands.push_back(multiplier.significand);
    shifts.push_back(multiplier.shift);
  }
  const std::string wish = cWord(op.name);
  const verify::StoredRange bounds = rangeOf(graph, op);
  return fmt::format(
      "{{{}, {}, {}, {}, {}, {}, {}}}",
      tables.array("int32_t", wish + "_bias", partOf(biasOf(graph, op, channels, constants), part)),
      tables.array("int32_t", wish + "_multipliers", partOf(significands, part)),
      tables.array("int8_t", wish + "_shifts", partOf(shifts, part)), scales.size() == 1 ? 0 : 1,
      output.zeroPoint, bounds.low, bounds.high);
}

}  // namespace tessera::exported
