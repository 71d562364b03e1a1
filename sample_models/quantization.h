#pragma once

#include <cstdint>
#include <vector>

#include "core/architecture/plan.h"
#include "core/architecture/weights.h"

namespace tessera::arch {

/// real = scale * (stored - zeroPoint), stored in int8.
struct ActivationScale {
  float scale = 1.0F;
  std::int8_t zeroPoint = 0;
};

/// A scale for what each node of the plan makes, the input's first.
///
/// Nothing is executed: the mean square of each tensor is estimated from how `weightsOf` scales (1
/// to 2 times that of the input, half behind a ReLU, sums add), and the range is four times its
/// root, cut at 6 behind a ReLU6. The input is [-1, 1), a softmax 1/256 steps, and pools, flattens
/// keep their input's scale, as TFLite has it.
std::vector<ActivationScale> activationScales(const Plan& plan);

/// A layer's constants in integers: weights symmetric with a scale for each output, the bias with
/// the product of the input's and the weights' scales.
struct QuantizedLayer {
  Shape shape;
  std::vector<std::int8_t> weight;
  std::vector<float> weightScale;
  std::vector<std::int32_t> bias;
  std::vector<float> biasScale;
};

/// Rounds folded weights (no batch normalization) to the nearest integers.
QuantizedLayer quantized(const LayerWeights& weights, float inputScale);

}  // namespace tessera::arch
