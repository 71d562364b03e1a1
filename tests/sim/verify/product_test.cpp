#include "sim/verify/product.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/receptive_field.h"
#include "sim/verify/constants.h"
#include "sim/verify/reference_run.h"
#include "tests/sim/verify/in_tflite.h"
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

/// Adds up the last operator of the run tile by tile, sums of `width` bytes.
void expectSumsMakeTheWhole(const ReferenceRun& run, std::size_t width) {
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
  std::vector<std::byte> sums(3 * width);
  for (const Region& tile :
       {Region{{2, 3}, {0, 4}}, Region{{0, 2}, {3, 4}}, Region{{0, 2}, {0, 3}}}) {
    addToProduct(call, run.graph[x], wholeView(run.graph[x], map.data()), tile, sums);
  }
  finishProduct(call, sums);
  EXPECT_EQ(made, right);
}

TEST(AddToProduct, SumsTilesOfTheMapInAnyOrder) {
  for (const bool transposed : {true, false}) {
    const Graph real = rowProduct(transposed);
    const TensorBytes inputs = randomInputs(real, 1);
    expectSumsMakeTheWhole(referenceRun(real, inputs, Deployment::asStored), 8);
    const ReferenceRun integers = referenceRun(real, inputs, Deployment::int8);
    expectSumsMakeTheWhole(integers, 4);
    expectSumsMakeTheWhole(test::inTflite(integers), 4);
  }
}

}  // namespace
}  // namespace tessera::verify
