#include "sim/nas/network_costs.h"

#include <gtest/gtest.h>

#include "core/architecture/architecture_json_write.h"
#include "core/work.h"
#include "sim/nas/architecture_space.h"
#include "sim/nas/read_space.h"
#include "sim/run/simulate.h"
#include "sim/target/runtime.h"
#include "tests/support/random_architecture.h"

namespace tessera::nas {
namespace {

constexpr const char* runtimes[] = {"liveness", "paper", "tinyengine", "tflm"};

/// Layers by themselves come to what the whole network comes to.
void expectAsSimulated(NetworkCosts& costs, const arch::Architecture& network) {
  SCOPED_TRACE(arch::architectureJson(network));
  const Graph graph = graphOf(network, costs.rules().deployment);
  const Program program(graph, costs.rules().counting);
  const Totals totals = simulateTotals(program, layerWise(graph));
  const NetworkCost cost = costs.of(network);
  EXPECT_EQ(cost.peak, totals.peak);
  EXPECT_EQ(cost.macs, totals.macs);
  const ModelSize size = modelSize(graph);
  EXPECT_EQ(cost.parameters, size.parameters);
  EXPECT_EQ(cost.flash, size.weightBytes);
}

TEST(NetworkCosts, EqualTheSimulationOfTheWholeNetworkUnderEveryRuntime) {
  for (const char* runtime : runtimes) {
    SCOPED_TRACE(runtime);
    NetworkCosts costs({runtimeNamed(runtime).rules});
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
      expectAsSimulated(costs, test::randomArchitecture(seed));
    }
  }
}

TEST(NetworkCosts, EqualItOnNetworksOfTheBuiltInSpaces) {
  for (const ArchitectureSpace& space : builtInSpaces()) {
    SplitMix random(5);
    NetworkCosts costs({runtimeNamed("tinyengine").rules});
    for (int i = 0; i < 20; ++i)
      expectAsSimulated(costs, architectureOf(space, drawn(space, random)));
  }
}

}  // namespace
}  // namespace tessera::nas
