#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/architecture/plan.h"
#include "core/shape.h"

namespace tessera::arch {

/// One value for each output channel of the convolution before it.
struct BatchNormWeights {
  std::vector<float> scale;
  std::vector<float> shift;
  std::vector<float> mean;
  std::vector<float> variance;
};

/// What ONNX takes where the model does not say, and what the models here say.
inline constexpr float batchNormEpsilon = 1e-5F;

/// The constants of a convolution or fully connected layer: weights in ONNX's order, outputs
/// outermost, and either a bias or a batch normalization.
struct LayerWeights {
  Shape shape;
  std::vector<float> weight;
  std::vector<float> bias;
  std::optional<BatchNormWeights> batchNorm;
};

/// The weights of node `index`, a ConvNode or FcNode, from `seed` and the layer's name alone.
///
/// Even in [-a, a] with a = sqrt(3 g / fan in): variance g / fan in, where g is 2 behind a ReLU and
/// 1 otherwise (He et al., "Delving deep into rectifiers", 2015), so that activations neither
/// vanish nor blow up with depth. Batch normalizations are near the identity.
LayerWeights weightsOf(const Plan& plan, std::size_t index, std::uint64_t seed);

/// The batch normalization alone of a node that has one.
BatchNormWeights batchNormOf(const PlannedNode& node, std::uint64_t seed);

/// [outputs, inputs / groups, rows, columns] of a convolution, [outputs, inputs] of a fully
/// connected layer. Throws Error(internal) for any other node.
Shape weightShape(const PlannedNode& node);

/// The same layer with the batch normalization folded into weights and bias.
LayerWeights folded(LayerWeights weights);

}  // namespace tessera::arch
