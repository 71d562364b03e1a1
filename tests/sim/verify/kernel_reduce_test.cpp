#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;

Floats reduced(const std::string& function, std::vector<std::size_t> axes, Shape shape) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2, 3}, {1, -2, 3, 4, 5, -6});
  return test::computed(net, Reduce{function, std::move(axes)}, {x}, std::move(shape));
}

TEST(Reduce, WorksAlongAnyAxes) {
  EXPECT_EQ(reduced("sum", {1}, {2}), (Floats{2, 3}));
  EXPECT_EQ(reduced("sum", {0}, {1, 3}), (Floats{5, 3, -3}));
  EXPECT_EQ(reduced("sum", {0, 1}, {}), (Floats{5}));
  EXPECT_EQ(reduced("mean", {0}, {3}), (Floats{2.5F, 1.5F, -1.5F}));
}

TEST(Reduce, KnowsTheFunctionsOfOnnx) {
  EXPECT_EQ(reduced("max", {1}, {2}), (Floats{3, 5}));
  EXPECT_EQ(reduced("min", {1}, {2}), (Floats{-2, -6}));
  EXPECT_EQ(reduced("prod", {1}, {2}), (Floats{-6, -120}));
  EXPECT_EQ(reduced("l1", {1}, {2}), (Floats{6, 15}));
  EXPECT_EQ(reduced("sumsquare", {1}, {2}), (Floats{14, 77}));
  EXPECT_EQ(reduced("l2", {1}, {2}),
            (Floats{static_cast<float>(std::sqrt(14.0)), static_cast<float>(std::sqrt(77.0))}));
}

TEST(Reduce, ArgumentsAreTheFirstOrTheLastOfEquals) {
  const auto index = [](const std::string& function) {
    NetworkBuilder net;
    const TensorId x = net.floats("x", {4}, {1, 7, 7, 1});
    net.output(net.op("y", Reduce{function, {0}}, {x}, {1}, DType::int64));
    return test::outputOf<std::int64_t>(net.graph()).front();
  };
  EXPECT_EQ(index("argmax"), 1);
  EXPECT_EQ(index("argmaxlast"), 2);
  EXPECT_EQ(index("argmin"), 0);
  EXPECT_EQ(index("argminlast"), 3);
}

TEST(Reduce, UnknownFunctionsAndShapesAreRefused) {
  test::expectError(ErrorCode::unsupported, {"'y'", "'median' is not known"},
                    [] { reduced("median", {1}, {2}); });
  test::expectError(ErrorCode::unsupported, {"'y'", "another shape"},
                    [] { reduced("sum", {1}, {3}); });
}

TEST(Softmax, SumsToOneAlongItsAxisHoweverLargeTheValues) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2, 2}, {1000, 0, 1000, std::log(3.0F)});
  const Floats y = test::computed(net, Softmax{0, false}, {x}, {2, 2});
  EXPECT_EQ(y[0], 0.5F);
  EXPECT_EQ(y[2], 0.5F);
  EXPECT_FLOAT_EQ(y[1], 0.25F);
  EXPECT_FLOAT_EQ(y[3], 0.75F);
}

TEST(Softmax, HasALogarithm) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 2}, {-2000, 0});
  EXPECT_EQ(test::computed(net, Softmax{1, true}, {x}, {1, 2}), (Floats{-2000, 0}));
}

}  // namespace
}  // namespace tessera::verify
