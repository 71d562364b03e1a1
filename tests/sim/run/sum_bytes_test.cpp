#include "sim/run/sum_bytes.h"

#include <gtest/gtest.h>

#include "tests/support/network_builder.h"

namespace tessera {
namespace {

Graph pointwiseOf(DType input, DType weights) {
  test::NetworkBuilder net;
  const Window one{{1, 1, 1, 0, 0}, {1, 1, 1, 0, 0}};
  const TensorId x = net.input("x", {1, 2, 4, 4}, input);
  const TensorId w = net.constant("w", {3, 2, 1, 1}, TensorRole::weight, weights);
  net.output(net.op("conv", Convolution{one, 1}, {x, w}, {1, 3, 4, 4}, input));
  return net.graph();
}

TEST(SumBytes, AreFourWhereProductsAreExactIntegersOfEightBits) {
  EXPECT_EQ(sumBytes(pointwiseOf(DType::int8, DType::int8), OperatorId(0)), 4);
  EXPECT_EQ(sumBytes(pointwiseOf(DType::int16, DType::int8), OperatorId(0)), 8);
  EXPECT_EQ(sumBytes(pointwiseOf(DType::float32, DType::float32), OperatorId(0)), 8);
  EXPECT_EQ(sumBytes(pointwiseOf(DType::int8, DType::float32), OperatorId(0)), 8);
}

}  // namespace
}  // namespace tessera
