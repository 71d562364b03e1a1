#include <gtest/gtest.h>

#include "tests/sim/verify/one_operator.h"
#include "tests/support/expect_error.h"

namespace tessera::verify {
namespace {

using test::NetworkBuilder;
using Floats = std::vector<float>;

TEST(FullyConnected, TakesItsMatrixEitherWay) {
  for (const bool transposed : {true, false}) {
    NetworkBuilder net;
    const TensorId x = net.floats("x", {2, 3}, {1, 2, 3, 4, 5, 6});
    const TensorId w = transposed ? net.floats("w", {2, 3}, {1, 0, -1, 2, 1, 0})
                                  : net.floats("w", {3, 2}, {1, 2, 0, 1, -1, 0});
    const TensorId b = net.floats("b", {2}, {10, 20}, TensorRole::bias);
    EXPECT_EQ(test::computed(net, FullyConnected{3, transposed}, {x, w, b}, {2, 2}),
              (Floats{8, 24, 8, 33}));
  }
}

TEST(FullyConnected, FlattensWhatItReads) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 2, 1, 2}, {1, 2, 3, 4});
  const TensorId w = net.floats("w", {1, 4}, {1, 10, 100, 1000});
  EXPECT_EQ(test::computed(net, FullyConnected{4, true}, {x, w}, {1, 1}), (Floats{4321}));
}

TEST(FullyConnected, Int8WithOneScaleAColumn) {
  NetworkBuilder net;
  const TensorId x =
      net.values("x", {1, 2}, DType::int8, std::vector<std::int8_t>{11, -9}, TensorRole::constant);
  const TensorId w =
      net.values("w", {2, 2}, DType::int8, std::vector<std::int8_t>{100, 100, 3, -1});
  const TensorId b =
      net.values("b", {2}, DType::int32, std::vector<std::int32_t>{0, 2}, TensorRole::bias);
  net.quantize(x, 0.5F, 1);
  net[w].quantization =
      std::make_shared<const Quantization>(Quantization{{0.25F, 2.0F}, {0, 0}, 0});
  const TensorId y = net.op("y", FullyConnected{2, true}, {x, w, b}, {1, 2}, DType::int8);
  net.quantize(y, 16.0F, 0);
  net.output(y);
  // (10, -10) . (100, 100) = 0; (10, -10) . (3, -1) + 2 = 42, times 0.5 * 2 is 42, / 16 = 2.6.
  EXPECT_EQ(test::outputOf<std::int8_t>(net.graph()), (std::vector<std::int8_t>{0, 3}));
}

TEST(FullyConnected, AnInputThatDoesNotFitIsRefused) {
  NetworkBuilder net;
  const TensorId x = net.floats("x", {1, 3}, {1, 2, 3});
  const TensorId w = net.floats("w", {1, 2}, {1, 1});
  net.output(net.op("y", FullyConnected{2, true}, {x, w}, {1, 1}));
  test::expectError(ErrorCode::unsupported, {"'y'", "does not fit its weights"},
                    [&] { plainRun(net.graph(), {}); });
}

TEST(MatMul, BroadcastsStacks) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {2, 1, 1, 2}, {1, 2, 3, 4});
  const TensorId b = net.floats("b", {2, 2, 1}, {1, 10, 100, 1000});
  EXPECT_EQ(test::computed(net, MatMul{2, false, false}, {a, b}, {2, 2, 1, 1}),
            (Floats{21, 2100, 43, 4300}));
}

TEST(MatMul, TransposesEitherSideAndAddsTheThird) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {2, 1}, {1, 2});
  const TensorId b = net.floats("b", {3, 2}, {1, 2, 3, 4, 5, 6});
  const TensorId c = net.floats("c", {1, 3}, {100, 200, 300}, TensorRole::parameter);
  EXPECT_EQ(test::computed(net, MatMul{2, true, true}, {a, b, c}, {1, 3}), (Floats{105, 211, 317}));
}

TEST(MatMul, OfVectorsIsANumber) {
  NetworkBuilder net;
  const TensorId a = net.floats("a", {3}, {1, 2, 3});
  const TensorId b = net.floats("b", {3}, {4, 5, 6});
  EXPECT_EQ(test::computed(net, MatMul{3, false, false}, {a, b}, {}), (Floats{32}));
}

TEST(MatMul, IntegerZeroPointsAreOneARowAndOneAColumn) {
  NetworkBuilder net;
  const TensorId a = net.values("a", {2, 2}, DType::uint8, std::vector<std::uint8_t>{3, 4, 5, 6});
  const TensorId b = net.values("b", {2, 2}, DType::int8, std::vector<std::int8_t>{1, 2, 3, 4});
  const TensorId za = net.values("za", {2}, DType::uint8, std::vector<std::uint8_t>{3, 5});
  const TensorId zb = net.values("zb", {2}, DType::int8, std::vector<std::int8_t>{1, 2});
  net.output(
      net.op("y", MatMul{2, false, false}, {a, b, za, zb}, {2, 2}, DType::int32, "MatMulInteger"));
  // (0 1; 0 1) x (0 0; 2 2)
  EXPECT_EQ(test::outputOf<std::int32_t>(net.graph()), (std::vector<std::int32_t>{2, 2, 2, 2}));
}

}  // namespace
}  // namespace tessera::verify
