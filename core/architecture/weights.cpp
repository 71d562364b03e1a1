#include "core/architecture/weights.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/architecture/random_values.h"
#include "core/error.h"

namespace tessera::arch {

Shape weightShape(const PlannedNode& node) {
  if (const auto* conv = std::get_if<ConvNode>(&node.kind)) {
    return {conv->outChannels, conv->inChannels / conv->groups, conv->kernel[0], conv->kernel[1]};
  }
  if (const auto* fc = std::get_if<FcNode>(&node.kind)) return {fc->outFeatures, fc->inFeatures};
  throw Error(ErrorCode::internal, "only convolutions and fully connected layers have weights");
}

BatchNormWeights batchNormOf(const PlannedNode& node, std::uint64_t seed) {
  const auto outputs = static_cast<std::size_t>(weightShape(node)[0]);
  const auto values = [&](const char* tensor, double low, double high) {
    return randomValues(node.name + tensor, seed, outputs, low, high);
  };
  return {values(".bn.scale", 0.8, 1.2), values(".bn.shift", -0.1, 0.1),
          values(".bn.mean", -0.1, 0.1), values(".bn.variance", 0.8, 1.2)};
}

LayerWeights weightsOf(const Plan& plan, std::size_t index, std::uint64_t seed) {
  const PlannedNode& node = plan.nodes[index];
  LayerWeights weights;
  weights.shape = weightShape(node);
  const auto elements = static_cast<std::size_t>(weights.shape.elements());
  const auto outputs = static_cast<std::size_t>(weights.shape[0]);
  const bool rectified = plan.nodes[node.inputs.front()].activation != LayerActivation::none;
  const double fanIn = static_cast<double>(elements / outputs);
  const double bound = std::sqrt(3.0 * (rectified ? 2.0 : 1.0) / fanIn);
  const auto values = [&](const char* tensor, std::size_t count, double low, double high) {
    return randomValues(node.name + tensor, seed, count, low, high);
  };
  weights.weight = values(".weight", elements, -bound, bound);
  if (!hasBatchNorm(node)) {
    weights.bias = values(".bias", outputs, -0.1, 0.1);
    return weights;
  }
  weights.batchNorm = batchNormOf(node, seed);
  return weights;
}

LayerWeights folded(LayerWeights weights) {
  if (!weights.batchNorm) return weights;
  const BatchNormWeights norm = *std::exchange(weights.batchNorm, std::nullopt);
  const std::size_t outputs = norm.scale.size();
  const std::size_t perOutput = weights.weight.size() / outputs;
  weights.bias.resize(outputs);
  for (std::size_t out = 0; out < outputs; ++out) {
    const double deviation = std::sqrt(double{norm.variance[out]} + double{batchNormEpsilon});
    const double factor = norm.scale[out] / deviation;
    for (std::size_t i = out * perOutput; i < (out + 1) * perOutput; ++i) {
      weights.weight[i] = static_cast<float>(weights.weight[i] * factor);
    }
    weights.bias[out] = static_cast<float>(norm.shift[out] - norm.mean[out] * factor);
  }
  return weights;
}

}  // namespace tessera::arch
