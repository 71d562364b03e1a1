#include "sim/verify/activation_function.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tessera::verify {
namespace {

double valueAt(double x, const std::string& function, std::vector<double> parameters = {}) {
  return elementFunction(Activation{function, std::move(parameters)})(x);
}

TEST(ActivationFunction, BoundsLeaveNanAlone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(valueAt(nan, "relu")));
  EXPECT_TRUE(std::isnan(valueAt(nan, "relu6")));
  EXPECT_TRUE(std::isnan(valueAt(nan, "clip", {-1, 1})));
  EXPECT_EQ(valueAt(7, "relu6"), 6);
  EXPECT_EQ(valueAt(-7, "clip", {-1, 1}), -1);
}

TEST(ActivationFunction, AreThoseOfOnnx) {
  EXPECT_DOUBLE_EQ(valueAt(0, "sigmoid"), 0.5);
  EXPECT_EQ(valueAt(-800, "sigmoid"), 0);
  EXPECT_DOUBLE_EQ(valueAt(800, "softplus"), 800);
  EXPECT_DOUBLE_EQ(valueAt(0, "softplus"), std::log(2.0));
  EXPECT_DOUBLE_EQ(valueAt(1, "hardswish"), 4.0 / 6.0);
  EXPECT_EQ(valueAt(-3, "hardswish"), 0);
  EXPECT_EQ(valueAt(-2, "leakyrelu", {0.1}), -0.2);
  EXPECT_DOUBLE_EQ(valueAt(-1, "elu", {2}), 2 * (std::exp(-1.0) - 1));
  EXPECT_DOUBLE_EQ(valueAt(10, "hardsigmoid", {0.2, 0.5}), 1);
  EXPECT_EQ(valueAt(1, "thresholdedrelu", {1}), 0);
  EXPECT_EQ(valueAt(2.5, "round"), 2);
  EXPECT_EQ(valueAt(-0.5, "sign"), -1);
  EXPECT_EQ(valueAt(1.5, "shrink", {1, 0.25}), 1.25);
}

TEST(ActivationFunction, IsEmptyWhereNameOrParametersAreUnknown) {
  EXPECT_FALSE(elementFunction({"frobnicate", {}}));
  EXPECT_FALSE(elementFunction({"clip", {}}));
  EXPECT_FALSE(elementFunction({"relu", {1.0}}));
  EXPECT_FALSE(elementFunction({"clip", {1.0, 2.0, 3.0}}));
}

}  // namespace
}  // namespace tessera::verify
