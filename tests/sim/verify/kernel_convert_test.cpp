#include <gtest/gtest.h>

#include <limits>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;

TEST(Quantize, RoundsHalfToEvenAndSaturates) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {5}, {0.25F, 0.75F, -0.25F, 1000, -1000});
  const TensorId y = net.op("y", Quantize{}, {x}, {5}, DType::int8);
  net.quantize(y, 0.5F, 1);
  net.output(y);
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()),
            (std::vector<std::int8_t>{1, 3, 1, 127, -128}));
}

TEST(Quantize, TakesAScaleThatIsOnlyAnOperand) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {2}, {1, 2});
  const TensorId scale = net.floats("scale", {}, {0.25F});
  const TensorId zero = net.values("zero", {}, DType::uint8, std::vector<std::uint8_t>{10});
  net.output(net.op("y", Quantize{}, {x, scale, zero}, {2}, DType::uint8));
  EXPECT_EQ(test::outputOf<std::uint8_t>(net.graph()), (std::vector<std::uint8_t>{14, 18}));
}

TEST(Quantize, ARequantisationKeepsTheRealValue) {
  NetworkBuilder net;
  const TensorId x = net.values("x", {2}, DType::int8, std::vector<std::int8_t>{10, -10});
  net.quantize(x, 1.0F, 2);
  const TensorId y = net.op("y", Quantize{}, {x}, {2}, DType::int16);
  net.quantize(y, 0.5F, 0);
  net.output(y);
  EXPECT_EQ(test::outputOf<std::int16_t>(net.graph()), (std::vector<std::int16_t>{16, -24}));
}

TEST(Dequantize, IsTheScaleTimesTheDistanceFromZero) {
  NetworkBuilder net;
  const TensorId x = net.values("x", {2}, DType::uint8, std::vector<std::uint8_t>{0, 255});
  net.quantize(x, 0.5F, 128);
  EXPECT_EQ(test::computed(net, Dequantize{}, {x}, {2}), (std::vector<float>{-64, 63.5F}));
}

TEST(Dequantize, WithoutAScaleIsRefused) {
  NetworkBuilder net;
  const TensorId x = net.values("x", {1}, DType::int8, std::vector<std::int8_t>{1});
  net.output(net.op("y", Dequantize{}, {x}, {1}));
  test::expectError(ErrorCode::unsupported, {"'y'", "scales are not known"},
                    [&] { plainRun(net.graph(), {}); });
}

TEST(Cast, TruncatesRealsAndKeepsTheLowBitsOfIntegers) {
  NetworkBuilder reals;
  const TensorId x = reals.floats("x", {4}, {1.9F, -1.9F, 0.0F, 1e10F});
  reals.output(reals.op("y", Cast{}, {x}, {4}, DType::int32));
  EXPECT_EQ(test::outputOf<std::int32_t>(reals.graph()),
            (std::vector<std::int32_t>{1, -1, 0, std::numeric_limits<std::int32_t>::max()}));
  NetworkBuilder integers;
  const TensorId i = integers.values("x", {2}, DType::int32, std::vector<std::int32_t>{300, -1});
  integers.output(integers.op("y", Cast{}, {i}, {2}, DType::uint8));
  EXPECT_EQ(test::outputOf<std::uint8_t>(integers.graph()), (std::vector<std::uint8_t>{44, 255}));
}

TEST(Cast, ToBooleanAsksForZero) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {3}, {0, 0.5F, -2});
  net.output(net.op("y", Cast{}, {x}, {3}, DType::boolean));
  EXPECT_EQ(test::outputOf<std::uint8_t>(net.graph()), (std::vector<std::uint8_t>{0, 1, 1}));
}

}  // namespace
}  // namespace tessera::verify
