#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "core/architecture/architecture_json_write.h"
#include "core/architecture/plan.h"
#include "core/architecture/recover.h"
#include "core/work.h"
#include "importers/architecture/build_float.h"
#include "importers/importer.h"
#include "sim/nas/architecture_space.h"
#include "sim/nas/network_costs.h"
#include "sim/nas/read_space.h"
#include "sim/run/simulate.h"
#include "sim/target/runtime.h"
#include "tests/support/random_architecture.h"
#include "tests/support/temp_folder.h"

namespace tessera::nas {
namespace {

/// Networks of each kind; script/nightly asks for more.
int rounds() {
  const char* asked = std::getenv("TESSERA_NETWORKS");
  return asked == nullptr ? 6 : std::atoi(asked);
}

/// Writes the network as ONNX and imports it again: it costs what its description says, and its
/// description is recovered.
void expectSameThroughOnnx(const arch::Architecture& network, NetworkCosts& costs) {
  SCOPED_TRACE(arch::architectureJson(network));
  const test::TempFolder folder;
  const auto file = folder.path() / "model.onnx";
  arch::buildFloat(network, {}).save(file);
  const Graph graph(deploy(importModel(file).network, Deployment::int8));
  const Program program(graph, costs.rules().counting);
  const Totals totals = simulateTotals(program, layerWise(graph));
  const NetworkCost cost = costs.of(network);
  EXPECT_EQ(totals.macs, cost.macs);
  EXPECT_EQ(totals.peak, cost.peak);
  EXPECT_EQ(modelSize(graph).parameters, cost.parameters);
  ImportOptions options;
  options.rewrites.disabled = {"fold-batch-norm"};
  options.deployment = Deployment::float32;
  const arch::Architecture found = arch::architectureOf(Graph(importModel(file, options).network));
  const arch::Plan before = arch::planOf(network);
  const arch::Plan after = arch::planOf(found);
  EXPECT_EQ(found.layers.size(), network.layers.size());
  ASSERT_EQ(after.nodes.size(), before.nodes.size());
  for (std::size_t i = 1; i < after.nodes.size(); ++i) {
    EXPECT_EQ(after.nodes[i].name, before.nodes[i].name);
    EXPECT_EQ(after.nodes[i].shape, before.nodes[i].shape);
  }
}

TEST(RandomNetworks, OfEverySpaceCostTheSameThroughOnnxAndAreRecovered) {
  for (const ArchitectureSpace& space : builtInSpaces()) {
    NetworkCosts costs({runtimeNamed("liveness").rules});
    SplitMix random(17);
    for (int i = 0; i < rounds(); ++i) {
      expectSameThroughOnnx(architectureOf(space, drawn(space, random)), costs);
    }
  }
}

TEST(RandomNetworks, OfEveryKindOfLayerToo) {
  NetworkCosts costs({runtimeNamed("liveness").rules});
  for (int i = 0; i < 10 * rounds(); ++i) {
    expectSameThroughOnnx(test::randomArchitecture(static_cast<std::uint32_t>(i)), costs);
  }
}

}  // namespace
}  // namespace tessera::nas
