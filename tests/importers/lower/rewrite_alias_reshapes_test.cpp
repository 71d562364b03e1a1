#include <gtest/gtest.h>

#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;

TEST(AliasReshapes, OutputIsAViewOfTheInput) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4, 2, 2});
  const TensorId flat = net.op("flatten", Reshape{}, {x}, {1, 16});
  const TensorId column = net.op("column", Reshape{}, {flat}, {16, 1});
  net.output(net.op("relu", Activation{"relu", {}}, {column}, {16, 1}));
  const Rewritten result = aliasReshapes(net.network());
  EXPECT_EQ(result.count, 2U);
  const Graph graph(result.network);
  EXPECT_EQ(graph.operators().size(), 3U);
  EXPECT_EQ(graph.storage(column), x);
  EXPECT_EQ(graph.storage(flat), x);
}

TEST(AliasReshapes, ConstantsAndRequantisationsAreNoViews) {
  NetworkBuilder net;
  const TensorId weights = net.constant("w", {4, 4});
  net.output(net.op("of constant", Reshape{}, {weights}, {16}));
  const TensorId x = net.input("x", {4}, DType::int8);
  const TensorId y = net.op("rescaled", Reshape{}, {x}, {2, 2}, DType::int8);
  net.quantize(x, 0.5F, 0);
  net.quantize(y, 0.25F, 0);
  net.output(y);
  EXPECT_EQ(aliasReshapes(net.network()).count, 0U);
}

}  // namespace
}  // namespace tessera
