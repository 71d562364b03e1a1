#include "core/architecture/recover.h"

#include <gtest/gtest.h>

#include <memory>

#include "core/architecture/architecture_json_read.h"
#include "core/architecture/architecture_json_write.h"
#include "core/architecture/plan_network.h"
#include "tests/support/expect_error.h"
#include "tests/support/random_architecture.h"

namespace tessera::arch {
namespace {

Graph graphOf(const Architecture& architecture, NetworkForm form) {
  return Graph(networkOf(std::make_shared<const Plan>(planOf(architecture)), form));
}

TEST(Recover, FindsTheLayersThatANetworkWasMadeOf) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    Architecture made = test::randomArchitecture(seed);
    const Architecture found = architectureOf(graphOf(made, NetworkForm::exported));
    // Paddings that pad alike cannot be told apart: the JSON of both makes the same network.
    const Plan a = planOf(made);
    const Plan b = planOf(found);
    ASSERT_EQ(a.nodes.size(), b.nodes.size()) << architectureJson(found);
    for (std::size_t i = 1; i < a.nodes.size(); ++i) {
      EXPECT_EQ(a.nodes[i].name, b.nodes[i].name);
      EXPECT_EQ(a.nodes[i].shape, b.nodes[i].shape);
      EXPECT_EQ(a.nodes[i].inputs, b.nodes[i].inputs);
    }
    EXPECT_EQ(made.layers.size(), found.layers.size()) << architectureJson(found);
  }
}

TEST(Recover, NamesTheOperatorThatHasNoForm) {
  Network network;
  Tensor tensor;
  tensor.shape = Shape{1, 4, 8, 8};
  tensor.name = "x";
  const TensorId x = network.addTensor(tensor);
  tensor.name = "y";
  const TensorId y = network.addTensor(tensor);
  Operator op;
  op.name = "odd";
  op.type = "LRN";
  op.attributes = Opaque{};
  op.inputs = {x};
  op.outputs = {y};
  network.operators = {op};
  network.inputs = {x};
  network.outputs = {y};
  test::expectError(ErrorCode::unsupported, {"node 'odd' (LRN)", "no form in an architecture"},
                    [&] { architectureOf(Graph(network)); });
}

}  // namespace
}  // namespace tessera::arch
