#include "sim/verify/product.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/reference_run.h"
#include "tests/support/int8_network.h"
#include "tests/support/real_values.h"

namespace tessera::verify {
namespace {

/// A map of 2 channels, 3 rows and 4 columns, as one row, times a matrix for 3 outputs.
Graph rowProduct(bool transposed) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 2, 3, 4});
  const TensorId row = net.add("row", Reshape{}, {x}, {1, 24});
  net[row].aliasOf = x;
  const TensorId matrix = net.weights("matrix", transposed ? Shape{3, 24} : Shape{24, 3});
  return test::withRealValues(
      Graph(net.finish({net.add("y", FullyConnected{24, transposed}, {row, matrix}, {1, 3})})), 4);
}

TEST(AddToProduct, SumsTilesOfTheMapInAnyOrder) {
  for (const bool transposed : {true, false}) {
    for (const Deployment deployment : {Deployment::asStored, Deployment::int8}) {
      const Graph real = rowProduct(transposed);
      const ReferenceRun run = referenceRun(real, randomInputs(real, 1), deployment);
      const OperatorId id(run.graph.operators().size() - 1);
      const Operator& op = run.graph[id];
      const TensorId x = run.graph.storage(op.inputs.front());
      const TensorId y = op.outputs.front();
      Constants constants(run.graph);
      std::vector<std::byte> map = bytesOf(run.graph, run.expected, x);
      const std::vector<std::byte> right = bytesOf(run.graph, run.expected, y);
      std::vector<std::byte> made(right.size());
      const std::vector<TensorView> inputs{wholeView(run.graph[op.inputs[0]], map.data()),
                                           constants.view(op.inputs[1])};
      const TensorView output = wholeView(run.graph[y], made.data());
      const Layout layout = run.graph.layout();
      const Call call{run.graph, op, inputs, {&output, 1}, wholeRegion(run.graph, y), layout};
      const bool integers = deployment == Deployment::int8;
      std::vector<std::byte> sums(3 * (integers ? 4 : 8));
      for (const Region& tile :
           {Region{{2, 3}, {0, 4}}, Region{{0, 2}, {3, 4}}, Region{{0, 2}, {0, 3}}}) {
        addToProduct(call, run.graph[x], wholeView(run.graph[x], map.data()), tile, sums);
      }
      finishProduct(call, sums);
      EXPECT_EQ(made, right) << transposed << integers;
    }
  }
}

}  // namespace
}  // namespace tessera::verify
