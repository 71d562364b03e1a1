#include "sim/nas/patched_cost.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/nas/architecture_space.h"
#include "sim/nas/read_space.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "sim/target/runtime.h"

namespace tessera::nas {
namespace {

/// Every stage of whole layers in every grid from 2x2 to 4x4, of least work within the budget.
std::optional<Macs> cheapestByHand(const arch::Architecture& network, const CostRules& rules,
                                   Bytes sram) {
  const Graph graph = graphOf(network, rules.deployment);
  const Program program(graph, rules.counting);
  std::optional<Macs> best;
  for (const arch::Layer& layer : network.layers) {
    for (std::int64_t grid = 2; grid <= 4; ++grid) {
      Block block;
      block.grid = {grid, grid};
      try {
        const Schedule schedule =
            patchBased(graph, operatorNamed(graph, arch::lastOperator(layer)), block);
        const Totals totals = simulateTotals(program, schedule);
        if (totals.peak > sram) continue;
        best = std::min(best.value_or(totals.executed), totals.executed);
      } catch (const Error&) {
        continue;
      }
    }
  }
  return best;
}

TEST(PatchedCost, IsThatOfTheCheapestStageThatFits) {
  const ArchitectureSpace space = spaceNamedOrRead("tinynas");
  const CostRules rules{runtimeNamed("liveness").rules};
  NetworkCosts costs(rules);
  SplitMix random(2);
  int patched = 0;
  for (int i = 0; i < 60; ++i) {
    const arch::Architecture network = architectureOf(space, drawn(space, random));
    const Bytes whole = costs.of(network).peak;
    const Bytes sram(whole.count() * static_cast<std::int64_t>(3 + random.below(6)) / 10);
    const ScheduledCost found = scheduledCost(costs, network, Schedules::mcunetv2, sram, {});
    const std::optional<Macs> best = cheapestByHand(network, rules, sram);
    EXPECT_EQ(found.fits, best.has_value());
    if (!best) continue;
    ++patched;
    EXPECT_EQ(found.cost.macs, *best);
    EXPECT_LE(found.cost.peak, sram);
    EXPECT_EQ(found.once.macs, costs.of(network).macs);
  }
  EXPECT_GT(patched, 20);
}

TEST(PatchedCost, LayerByLayerIsEnoughWhereItFits) {
  const ArchitectureSpace space = spaceNamedOrRead("micronets-kws");
  NetworkCosts costs({runtimeNamed("liveness").rules});
  const arch::Architecture network = architectureOf(space, smallest(space));
  for (const auto schedules : {Schedules::layer, Schedules::mcunetv2, Schedules::all}) {
    const ScheduledCost found = scheduledCost(costs, network, schedules, Bytes(1 << 20), {});
    EXPECT_TRUE(found.fits);
    EXPECT_EQ(found.schedule, "layer");
  }
}

TEST(PatchedCost, TheWholeSpaceFitsWherePatchesDoNot) {
  const ArchitectureSpace space = spaceNamedOrRead("micronets-kws");
  NetworkCosts costs({runtimeNamed("liveness").rules});
  const arch::Architecture network = architectureOf(space, smallest(space));
  const Bytes sram(costs.of(network).peak.count() / 2);
  EXPECT_FALSE(scheduledCost(costs, network, Schedules::layer, sram, {}).fits);
  const ScheduledCost all = scheduledCost(costs, network, Schedules::all, sram, {});
  EXPECT_TRUE(all.fits);
  EXPECT_LE(all.cost.peak, sram);
}

}  // namespace
}  // namespace tessera::nas
