#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/element_function.h"
#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;

TEST(Elementwise, BroadcastsFromTheRight) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {2, 1, 2}, {1, 2, 3, 4});
  const TensorId b = net.floats("b", {3, 1}, {10, 20, 30});
  EXPECT_EQ(test::computed(net, Elementwise{"add"}, {a, b}, {2, 3, 2}),
            (Floats{11, 12, 21, 22, 31, 32, 13, 14, 23, 24, 33, 34}));
}

TEST(Elementwise, SelectsByACondition) {
  NetworkBuilder net;
  const TensorId c = net.values("c", {2}, DType::boolean, std::vector<std::uint8_t>{1, 0});
  const TensorId a = net.floats("a", {2}, {1, 2});
  const TensorId b = net.floats("b", {1}, {9});
  EXPECT_EQ(test::computed(net, Elementwise{"where"}, {c, a, b}, {2}), (Floats{1, 9}));
}

TEST(Elementwise, Int8AddsWhatTheIntegersStandFor) {
  NetworkBuilder net;
  const TensorId a = net.values("a", {3}, DType::int8, std::vector<std::int8_t>{2, 4, 127});
  const TensorId b = net.values("b", {3}, DType::int8, std::vector<std::int8_t>{1, 3, 127});
  net.quantize(a, 0.5F, 0);
  net.quantize(b, 0.25F, 1);
  const TensorId y = net.op("y", Elementwise{"add"}, {a, b}, {3}, DType::int8);
  net.quantize(y, 0.5F, -1);
  net.output(y);
  // 1 + 0, 2 + 0.5 and 63.5 + 31.5, in steps of 0.5, less 1; the last saturates.
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (std::vector<std::int8_t>{1, 4, 127}));
}

TEST(Elementwise, IntegersWithoutAScaleWrapAround) {
  NetworkBuilder net;
  const TensorId a = net.values("a", {3}, DType::int8, std::vector<std::int8_t>{127, -128, 5});
  const TensorId b = net.values("b", {3}, DType::int8, std::vector<std::int8_t>{1, -1, 6});
  net.output(net.op("y", Elementwise{"add"}, {a, b}, {3}, DType::int8));
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (std::vector<std::int8_t>{-128, 127, 11}));
}

TEST(Elementwise, FusedActivationsActOnTheRealResult) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {2}, {-3, 3});
  const TensorId b = net.floats("b", {2}, {1, 1});
  net.output(net.op("y", Elementwise{"add"}, {a, b}, {2}));
  net.network().operators[0].fusedActivation = Activation{"relu", {}};
  EXPECT_EQ(test::outputOf<float>(net.graph()), (Floats{0, 4}));
}

/// The operator of one function, on two elements each.
struct OneFunction {
  const ElementFunction& function;
  NetworkBuilder net = {};
  std::vector<double> second = {};  ///< the arguments of the second element

  /// As an Activation where a parameter can be a number, else as an Elementwise.
  explicit OneFunction(const ElementFunction& given) : function(given) {
    const std::size_t parameters = function.parameterCount();
    const std::size_t arguments = function.arguments == 0 ? 2 : function.arguments;
    std::vector<TensorId> operands;
    for (std::size_t i = 0; i + parameters < arguments; ++i) {
      const float value = 0.25F + 0.5F * static_cast<float>(i);
      operands.push_back(net.floats("x" + std::to_string(i), {2}, {-value, value}));
      second.push_back(value);
    }
    Activation activation{std::string(function.name), {}};
    for (std::size_t i = 0; i < parameters; ++i) {
      activation.parameters.push_back(function.use.parameters[i].otherwise);
      second.push_back(function.use.parameters[i].otherwise);
    }
    Attributes attributes = activation;
    if (arguments > 1 && parameters == 0) attributes = Elementwise{activation.function};
    net.output(net.op("y", std::move(attributes), std::move(operands), {2}));
  }
};

TEST(Elementwise, EveryFunctionOfTheTableRunsOrIsRefused) {
  for (const ElementFunction& each : elementFunctions()) {
    const OneFunction one(each);
    if (each.real == notComputed) {
      test::expectError(ErrorCode::unsupported, {"'" + std::string(each.name) + "' is not known"},
                        [&] { plainRun(one.net.graph(), {}); });
      continue;
    }
    const float result = test::outputOf<float>(one.net.graph()).at(1);
    const auto expected = static_cast<float>(each.real(one.second));
    EXPECT_TRUE(result == expected || (std::isnan(result) && std::isnan(expected))) << each.name;
  }
}

/// As integers without a scale are computed, all arguments from tensors.
TEST(Elementwise, EveryFunctionOfTheTableRunsOnIntegersOrIsRefused) {
  for (const ElementFunction& each : elementFunctions()) {
    NetworkBuilder net;
    std::vector<TensorId> operands;
    std::vector<std::int64_t> first;
    for (std::size_t i = 0; i < (each.arguments == 0 ? 2 : each.arguments); ++i) {
      first.push_back(static_cast<std::int64_t>(7 - 2 * i));
      operands.push_back(net.values("x" + std::to_string(i), {1}, DType::int64,
                                    std::vector<std::int64_t>{first.back()}));
    }
    net.output(net.op("y", Elementwise{std::string(each.name)}, operands, {1}, DType::int64));
    if (each.integer == notComputed) {
      test::expectError(ErrorCode::unsupported, {"is not known"},
                        [&] { plainRun(net.graph(), {}); });
    } else {
      EXPECT_EQ(test::outputOf<std::int64_t>(net.graph()).at(0), each.integer(first)) << each.name;
    }
  }
}

TEST(Elementwise, UnknownFunctionsAndShapesAreRefused) {
  const auto error = [](const std::string& function, Shape shape, const std::string& word) {
    NetworkBuilder net;
    const TensorId a = net.floats("a", {2}, {1, 2});
    const TensorId b = net.floats("b", {2}, {1, 2});
    net.output(net.op("y", Elementwise{function}, {a, b}, std::move(shape)));
    test::expectError(ErrorCode::unsupported, {"'y'", word}, [&] { plainRun(net.graph(), {}); });
  };
  error("frobnicate", {2}, "'frobnicate' is not known");
  error("add", {3}, "does not broadcast to 3");
}

TEST(BatchNormalization, IsScaledAndShiftedByChannel) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 2, 2}, {1, 3, 5, 7});
  const TensorId scale = net.floats("scale", {2}, {2, 10});
  const TensorId shift = net.floats("shift", {2}, {100, 200});
  const TensorId mean = net.floats("mean", {2}, {1, 5});
  const TensorId variance = net.floats("variance", {2}, {3, 0});
  // sqrt(3 + 1) = 2 and sqrt(0 + 1) = 1
  EXPECT_EQ(
      test::computed(net, BatchNormalization{1.0}, {x, scale, shift, mean, variance}, {1, 2, 2}),
      (Floats{100, 102, 200, 220}));
}

}  // namespace
}  // namespace tessera::verify
