#include <gmock/gmock.h>

#include "core/work.h"
#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;

TEST(MatmulToFullyConnected, ConstantMatrixOnTheRight) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 640});
  const TensorId w = net.constant("w", {640, 128}, TensorRole::parameter);
  net.output(net.op("product", MatMul{640, false, false}, {x, w}, {1, 128}));
  const Macs before = modelWork(net.graph()).macs;
  const Rewritten result = matmulToFullyConnected(net.network());
  EXPECT_EQ(result.count, 1U);
  const auto& fc = std::get<FullyConnected>(result.network.operators[0].attributes);
  EXPECT_EQ(fc.inFeatures, 640);
  EXPECT_FALSE(fc.weightsTransposed);
  EXPECT_EQ(result.network.tensor(w).role, TensorRole::weight);
  EXPECT_EQ(modelWork(Graph(result.network)).macs, before);
}

TEST(MatmulToFullyConnected, TransposedMatrixIsOutputsByInputs) {
  NetworkBuilder net;
  const TensorId w = net.constant("w", {128, 640});
  net.output(net.op("product", MatMul{640, false, true}, {net.input("x", {1, 640}), w}, {1, 128}));
  const Rewritten result = matmulToFullyConnected(net.network());
  ASSERT_EQ(result.count, 1U);
  EXPECT_TRUE(std::get<FullyConnected>(result.network.operators[0].attributes).weightsTransposed);
}

TEST(MatmulToFullyConnected, OtherProductsStay) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {2, 4, 4});
  const TensorId stack = net.constant("stack", {2, 4, 4});
  const TensorId matrix = net.constant("matrix", {4, 4});
  const MatMul product{4, false, false};
  net.output(net.op("both variable", product, {x, x}, {2, 4, 4}));
  net.output(net.op("stack of matrices", product, {x, stack}, {2, 4, 4}));
  net.output(net.op("constant on the left", product, {matrix, x}, {2, 4, 4}));
  net.output(net.op("transposed left", MatMul{4, true, false}, {x, matrix}, {2, 4, 4}));
  EXPECT_EQ(matmulToFullyConnected(net.network()).count, 0U);
}

}  // namespace
}  // namespace tessera
