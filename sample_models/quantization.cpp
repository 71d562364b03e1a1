#include "sample_models/quantization.h"

#include <algorithm>
#include <cmath>

namespace tessera::arch {
namespace {

constexpr double inputMeanSquare = 1.0 / 3.0;  // even over [-1, 1)
constexpr double rangeInDeviations = 4.0;
constexpr double relu6Bound = 6.0;

/// The mean square of what the node makes, before its activation.
double meanSquareBefore(const Plan& plan, const PlannedNode& node,
                        const std::vector<double>& known) {
  if (std::holds_alternative<MulNode>(node.kind)) return known[node.inputs.front()];  // at most
  double sum = 0.0;
  for (const std::size_t input : node.inputs) sum += known[input];
  if (!hasWeights(node)) return sum;
  return plan.nodes[node.inputs.front()].activation == LayerActivation::none ? sum : 2.0 * sum;
}

ActivationScale scaleFor(double meanSquare, LayerActivation activation) {
  const double bound = rangeInDeviations * std::sqrt(meanSquare);
  switch (activation) {
    case LayerActivation::relu:
      return {static_cast<float>(bound / 255.0), -128};
    case LayerActivation::relu6:
      return {static_cast<float>(std::min(bound, relu6Bound) / 255.0), -128};
    case LayerActivation::sigmoid:
    case LayerActivation::hardSigmoid:
      return {1.0F / 256.0F, -128};
    case LayerActivation::none:
      break;
  }
  return {static_cast<float>(bound / 127.5), 0};
}

template <class Stored>
Stored rounded(double value, double limit) {
  return static_cast<Stored>(std::clamp(std::nearbyint(value), -limit, limit));
}

}  // namespace

std::vector<ActivationScale> activationScales(const Plan& plan) {
  std::vector<double> meanSquares{inputMeanSquare};
  std::vector<ActivationScale> scales{{1.0F / 128.0F, 0}};
  for (std::size_t i = 1; i < plan.nodes.size(); ++i) {
    const PlannedNode& node = plan.nodes[i];
    const double before = meanSquareBefore(plan, node, meanSquares);
    meanSquares.push_back(node.activation == LayerActivation::none ? before : before / 2.0);
    if (std::holds_alternative<SoftmaxNode>(node.kind)) {
      scales.push_back({1.0F / 256.0F, -128});
    } else if (std::holds_alternative<PoolNode>(node.kind) ||
               std::holds_alternative<FlattenNode>(node.kind)) {
      scales.push_back(scales[node.inputs.front()]);
    } else {
      scales.push_back(scaleFor(before, node.activation));
    }
  }
  return scales;
}

QuantizedLayer quantized(const LayerWeights& weights, float inputScale) {
  QuantizedLayer layer;
  layer.shape = weights.shape;
  const std::size_t outputs = weights.bias.size();
  const std::size_t perOutput = weights.weight.size() / outputs;
  for (std::size_t out = 0; out < outputs; ++out) {
    const auto begin = weights.weight.begin() + static_cast<std::ptrdiff_t>(out * perOutput);
    const auto end = begin + static_cast<std::ptrdiff_t>(perOutput);
    float largest = 1e-6F;  // a channel of zeros must not have the scale 0
    std::for_each(begin, end, [&](float w) { largest = std::max(largest, std::fabs(w)); });
    const float scale = largest / 127.0F;
    const float biasScale = scale * inputScale;
    std::for_each(begin, end, [&](float w) {
      layer.weight.push_back(rounded<std::int8_t>(double{w} / double{scale}, 127.0));
    });
    layer.weightScale.push_back(scale);
    layer.biasScale.push_back(biasScale);
    layer.bias.push_back(
        rounded<std::int32_t>(double{weights.bias[out]} / double{biasScale}, 2147483647.0));
  }
  return layer;
}

}  // namespace tessera::arch
