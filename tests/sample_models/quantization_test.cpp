#include "sample_models/quantization.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/support/small_plan.h"

namespace tessera::arch {
namespace {

using test::smallPlan;

TEST(Quantization, IsOffByAtMostHalfAStep) {
  const LayerWeights plain = folded(weightsOf(smallPlan(), 1, 0));
  const QuantizedLayer layer = quantized(plain, 0.02F);
  for (std::size_t out = 0; out < 8; ++out) {
    int largest = 0;
    for (std::size_t i = out * 36; i < (out + 1) * 36; ++i) {
      EXPECT_NEAR(layer.weight[i] * layer.weightScale[out], plain.weight[i],
                  0.501F * layer.weightScale[out]);
      largest = std::max(largest, std::abs(int{layer.weight[i]}));
    }
    EXPECT_EQ(largest, 127);
    EXPECT_FLOAT_EQ(layer.biasScale[out], layer.weightScale[out] * 0.02F);
    EXPECT_NEAR(static_cast<double>(layer.bias[out]) * layer.biasScale[out], plain.bias[out],
                0.501 * layer.biasScale[out]);
  }
}

TEST(ActivationScales, FollowTheOperators) {
  const Plan plan = smallPlan();
  const auto scales = activationScales(plan);
  ASSERT_EQ(scales.size(), plan.nodes.size());
  EXPECT_EQ(scales[1].zeroPoint, -128);  // nothing below zero behind a ReLU6
  EXPECT_LE(scales[1].scale, 6.0F / 255.0F);
  EXPECT_EQ(scales[3].zeroPoint, 0);
  EXPECT_GT(scales[4].scale, scales[3].scale);  // a sum ranges wider than its parts
  EXPECT_EQ(scales[5].scale, scales[4].scale);  // a pool keeps its input's
  EXPECT_EQ(scales[6].scale, scales[4].scale);
  EXPECT_EQ(scales[8].scale, 1.0F / 256.0F);  // TFLite's softmax
  EXPECT_EQ(scales[8].zeroPoint, -128);
}

}  // namespace
}  // namespace tessera::arch
