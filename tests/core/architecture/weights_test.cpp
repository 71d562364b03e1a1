#include "core/architecture/weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_plan.h"

namespace tessera::arch {
namespace {

using test::smallPlan;

TEST(Weights, HaveTheLayersShapes) {
  const Plan plan = smallPlan();
  EXPECT_EQ(weightsOf(plan, 1, 0).shape, (Shape{8, 4, 3, 3}));
  EXPECT_EQ(weightsOf(plan, 2, 0).shape, (Shape{8, 1, 3, 3}));
  const LayerWeights fc = weightsOf(plan, 7, 0);
  EXPECT_EQ(fc.shape, (Shape{2, 8}));
  EXPECT_EQ(fc.weight.size(), 16U);
  EXPECT_EQ(fc.bias.size(), 2U);
  EXPECT_FALSE(fc.batchNorm);
}

// Batch normalization by its definition (Ioffe and Szegedy, 2015), against the folded layer.
TEST(Weights, FoldingKeepsTheResult) {
  const LayerWeights trained = weightsOf(smallPlan(), 1, 3);
  ASSERT_TRUE(trained.batchNorm);
  const BatchNormWeights& norm = *trained.batchNorm;
  const LayerWeights plain = folded(trained);
  EXPECT_FALSE(plain.batchNorm);
  for (std::size_t out = 0; out < 8; ++out) {
    double before = 0.0;
    double after = plain.bias[out];
    for (std::size_t i = 0; i < 36; ++i) {
      const double x = std::sin(static_cast<double>(i));
      before += x * trained.weight[out * 36 + i];
      after += x * plain.weight[out * 36 + i];
    }
    const double normalized =
        (before - norm.mean[out]) / std::sqrt(norm.variance[out] + 1e-5) * norm.scale[out] +
        norm.shift[out];
    EXPECT_NEAR(after, normalized, 1e-5);
  }
}

}  // namespace
}  // namespace tessera::arch
