#include "sim/verify/constants.h"

#include <gtest/gtest.h>

#include "sim/verify/dense.h"
#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;

/// The constant c, which some operator reads, as it is in memory.
std::vector<double> stored(NetworkBuilder& net, TensorId c) {
  net.output(net.op("y", Activation{"relu", {}}, {c}, net[c].shape));
  const Graph graph = net.graph();
  Constants constants(graph);
  const TensorView view = constants.view(graph[OperatorId(0)].inputs[0]);
  std::vector<double> values;
  for (const std::int64_t value : readIntegers(view, view.stored).values) {
    values.push_back(static_cast<double>(value));
  }
  return isFloat(view.tensor->dtype) ? readReals(view, view.stored).values : values;
}

TEST(Constants, AFoldedBatchNormIsMultipliedIn) {
  for (const std::size_t axis : {0U, 1U}) {
    NetworkBuilder net;
    const TensorId c = net.floats("c", {2, 3}, {1, 2, 3, 4, 5, 6});
    net[c].data.scale = std::make_shared<const AxisScale>(axis == 0 ? AxisScale{0, {10, 100}}
                                                                    : AxisScale{1, {1, 10, 100}});
    EXPECT_EQ(stored(net, c), axis == 0 ? (std::vector<double>{10, 20, 30, 400, 500, 600})
                                        : (std::vector<double>{1, 20, 300, 4, 50, 600}));
  }
}

TEST(Constants, RealsOfAnIntegerTensorAreQuantised) {
  NetworkBuilder net;
  const TensorId c = net.floats("c", {3}, {0.25F, -1, 100});
  net[c].dtype = DType::int8;
  net.quantize(c, 0.5F, 3);
  EXPECT_EQ(stored(net, c), (std::vector<double>{3, 1, 127}));
}

TEST(Constants, IntegersOfTheirOwnTypeStayAsTheyAre) {
  NetworkBuilder net;
  const TensorId c = net.values("c", {2}, DType::int8, std::vector<std::int8_t>{5, -7});
  net.quantize(c, 0.5F, 3);
  EXPECT_EQ(stored(net, c), (std::vector<double>{5, -7}));
}

TEST(Constants, NamesThoseWithoutValuesAndThoseWithTooFew) {
  NetworkBuilder absent;
  const TensorId none = absent.constant("w", {2});
  test::expectError(ErrorCode::unsupported, {"tensor 'w'", "no values"},
                    [&] { stored(absent, none); });
  NetworkBuilder few;
  const TensorId two = few.floats("w", {2}, {1, 2});
  few[two].shape = {3};
  test::expectError(ErrorCode::input, {"tensor 'w'", "too few values"}, [&] { stored(few, two); });
}

}  // namespace
}  // namespace tessera::verify
