#include "sim/nas/naswot.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/random_architecture.h"

namespace tessera::nas {
namespace {

arch::Architecture oneConvolution(std::int64_t channels) {
  arch::Architecture network;
  network.name = "n";
  network.input = Shape{1, 3, 8, 8};
  arch::ConvLayer conv;
  conv.name = "c";
  conv.out = channels;
  conv.kernel = {3, 3};
  conv.activation = arch::LayerActivation::relu;
  network.layers = {conv};
  return network;
}

TEST(Naswot, IsTheSameOnEveryRun) {
  const arch::Architecture network = test::randomArchitecture(3);
  const double score = naswotScore(network, 1);
  EXPECT_TRUE(std::isfinite(score));
  EXPECT_EQ(naswotScore(network, 1), score);
}

// Of N outputs the diagonal of the matrix is N, so that the score is at most 8 times its logarithm.
TEST(Naswot, GrowsWithTheOutputsAndStaysBelowItsBound) {
  const double few = naswotScore(oneConvolution(4), 1);
  const double many = naswotScore(oneConvolution(16), 1);
  EXPECT_GT(many, few);
  EXPECT_LE(few, 8 * std::log(4.0 * 64));
  EXPECT_LE(many, 8 * std::log(16.0 * 64));
}

}  // namespace
}  // namespace tessera::nas
