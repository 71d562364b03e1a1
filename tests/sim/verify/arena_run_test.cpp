#include "sim/verify/arena_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/schedule/patch_based.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/support/accumulating_stage.h"
#include "tests/support/bottleneck.h"
#include "tests/support/channels_last.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"
#include "tests/support/random_tiling.h"
#include "tests/support/real_values.h"
#include "tests/support/runnable_graph.h"

namespace tessera {
namespace {

using test::ArenaCase;
using verify::ReferenceRun;

constexpr std::array planners{PlannerKind::exact, PlannerKind::tflm, PlannerKind::tinyengine};

const ReferenceRun& bottlenecks(Deployment deployment) {
  const auto make = [](Deployment stored) {
    return test::valuesOf(test::withRealValues(test::bottlenecks(), 3), stored);
  };
  static const ReferenceRun real = make(Deployment::asStored);
  static const ReferenceRun integer = make(Deployment::int8);
  return deployment == Deployment::int8 ? integer : real;
}

Schedule patches(const Graph& graph, const std::string& split, Block block) {
  return patchBased(graph, operatorNamed(graph, split), block);
}

Block grid(std::int64_t rows, std::int64_t columns) {
  Block block;
  block.grid = {rows, columns};
  return block;
}

class ArenaRun : public testing::TestWithParam<Deployment> {
 protected:
  const ReferenceRun& values() const { return bottlenecks(GetParam()); }
  const Graph& graph() const { return values().graph; }
};

TEST_P(ArenaRun, LayerByLayerEqualsThePlainRunUnderEveryPlanner) {
  for (const PlannerKind planner : planners) {
    const ArenaCase it(values(), layerWise(graph()), runtimeNamed("liveness"), planner);
    EXPECT_EQ(it.verdict(), "bits equal") << name(planner);
    EXPECT_EQ(it.run().steps, graph().operators().size());
    EXPECT_EQ(it.run().outputElements, 10);
  }
}

TEST_P(ArenaRun, PatchesEqualThePlainRun) {
  for (const std::string split : {"b1.expand", "b1.project", "b2.add"}) {
    for (const TilePolicy tiles : {TilePolicy::clipped, TilePolicy::full}) {
      for (const StageInput input : {StageInput::resident, StageInput::streamed}) {
        for (const TileBuffers buffers : {TileBuffers::perPatch, TileBuffers::largest}) {
          Block block = grid(3, 2);
          block.tiles = tiles;
          block.input = input;
          block.buffers = buffers;
          const ArenaCase it(values(), patches(graph(), split, block), runtimeNamed("liveness"),
                             PlannerKind::tflm);
          EXPECT_EQ(it.verdict(), "bits equal")
              << split << name(tiles) << name(input) << name(buffers);
        }
      }
    }
  }
}

TEST_P(ArenaRun, DepthwiseRunsInPlace) {
  Runtime runtime = runtimeNamed("liveness");
  runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  for (const PlannerKind planner : planners) {
    EXPECT_EQ(ArenaCase(values(), layerWise(graph()), runtime, planner).verdict(), "bits equal");
    const ArenaCase it(values(), patches(graph(), "b2.add", grid(3, 3)), runtime, planner);
    EXPECT_EQ(it.verdict(), "bits equal");
    const auto inPlace = std::count_if(it.trace.buffers.begin(), it.trace.buffers.end(),
                                       [](const Buffer& b) { return b.overwrites.has_value(); });
    EXPECT_EQ(inPlace, 2 * 9);
  }
}

TEST_P(ArenaRun, ThePapersRuntimeLetsTheResidualGoBeforeTheAddReadsIt) {
  const ArenaCase layers(values(), layerWise(graph()), runtimeNamed("paper"), PlannerKind::tflm);
  EXPECT_EQ(layers.verdict(),
            "step 7, 'b2.add' (Test): reads 'b1.project', whose bytes were let go after step 5, "
            "'b2.dw'");
  const ArenaCase tiles(values(), patches(graph(), "b2.add", grid(2, 2)), runtimeNamed("paper"),
                        PlannerKind::tflm);
  EXPECT_EQ(tiles.verdict(),
            "step 7, patch 0,0, 'b2.add' (Test): reads 'b1.project', whose bytes were let go after "
            "step 5, 'b2.dw'");
}

TEST_P(ArenaRun, AWrongValueIsToldWithItsElementAndTheRightOne) {
  ReferenceRun spoilt = values();
  const TensorId tensor = graph()[operatorNamed(graph(), "b1.dw")].outputs.front();
  spoilt.expected.at(tensor).front() ^= std::byte{1};
  const ArenaCase it(spoilt, layerWise(spoilt.graph), runtimeNamed("liveness"), PlannerKind::tflm);
  EXPECT_THAT(it.verdict(), testing::ContainsRegex("computes .+ instead of .+ for element "
                                                   "\\[0, 0, 0, 0\\] of 'b1.dw'"));
}

INSTANTIATE_TEST_SUITE_P(Arena, ArenaRun, testing::Values(Deployment::asStored, Deployment::int8),
                         [](const auto& info) {
                           return info.param == Deployment::int8 ? "Int8" : "Float32";
                         });

TEST(ArenaRunOf, ASplitAlongAnyAxis) {
  for (const std::size_t axis : {0U, 1U, 2U, 3U}) {
    test::NetworkBuilder net;
    const TensorId x = net.input("x", {4, 4, 4, 4});
    std::vector<std::int64_t> extents{4, 4, 4, 4};
    extents[axis] = 3;
    const TensorId first = net.op("split", Split{axis}, {x}, Shape(extents));
    Tensor rest = net[first];
    rest.name = "rest";
    extents[axis] = 1;
    rest.shape = Shape(extents);
    const TensorId second = net.network().addTensor(rest);
    net.network().operators.back().outputs.push_back(second);
    net.output(first);
    net.output(net.op("relu", Activation{"relu", {}}, {second}, Shape(extents)));
    const ReferenceRun values = test::valuesOf(net.graph());
    const ArenaCase it(values, layerWise(values.graph), runtimeNamed("liveness"),
                       PlannerKind::tflm);
    EXPECT_EQ(it.verdict(), "bits equal") << axis;
    EXPECT_EQ(it.run().writtenElements, 256 + 64);
  }
}

TEST(ArenaRunOf, SeveralStagesInPatches) {
  for (const Deployment deployment : {Deployment::asStored, Deployment::int8}) {
    const ReferenceRun& values = bottlenecks(deployment);
    const Graph& graph = values.graph;
    Block first = grid(2, 3);
    first.operators = stageOperators(graph, operatorNamed(graph, "b1.dw"));
    Block second = grid(3, 2);
    second.operators =
        stageOperators(graph, operatorNamed(graph, "b2.add"), operatorNamed(graph, "b1.project"));
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
    const ArenaCase it(values, completed(graph, {first, second}, "two stages"), runtime,
                       PlannerKind::exact);
    EXPECT_EQ(it.verdict(), "bits equal");
    EXPECT_EQ(it.run().steps, 6U * 3 + 6 * 5 + 2);
  }
}

Grid someGrid(const test::RandomStage& stage) {
  const Region whole =
      wholeRegion(stage.graph, stage.graph[stage.operators.back()].outputs.front());
  const auto upTo = [](std::int64_t extent) {
    return *rc::gen::inRange<std::int64_t>(1, 1 + std::min<std::int64_t>(extent, 5));
  };
  const Grid grid{upTo(whole.rows.end), upTo(whole.columns.end)};
  RC_PRE(!grid.whole());
  return grid;
}

TEST(ArenaRunProperty, RandomStagesInPatchesEqualThePlainRun) {
  test::checkProperty(300, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const test::RandomStage stage = test::randomStage(seed);
    const Deployment deployment =
        *rc::gen::element(Deployment::asStored, Deployment::int8, Deployment::int16);
    const ReferenceRun values = test::valuesOf(test::withRealValues(stage.graph, seed), deployment);
    Block block;
    block.grid = someGrid(stage);
    block.operators = stage.operators;
    block.tiles = *rc::gen::element(TilePolicy::clipped, TilePolicy::full);
    block.input = *rc::gen::element(StageInput::resident, StageInput::streamed);
    block.buffers = *rc::gen::element(TileBuffers::perPatch, TileBuffers::largest);
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.depthwiseInPlace =
        *rc::gen::element(DepthwiseInPlace::no, DepthwiseInPlace::yes, DepthwiseInPlace::shared);
    runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
    runtime.rules.scratch =
        *rc::gen::element(Kernels::none, Kernels::reference, Kernels::cmsisNn, Kernels::tinyengine);
    runtime.roundTo = *rc::gen::element<std::int64_t>(1, 4, 16);
    const auto planner = *rc::gen::elementOf(planners);
    const ArenaCase it(values, completed(values.graph, {block}, "test"), runtime, planner);
    RC_ASSERT(it.verdict() == "bits equal");
  });
}

TEST(ArenaRunProperty, RandomTilingsThatHoldTheirOverlapEqualThePlainRun) {
  test::checkProperty(1000, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const test::RandomStage stage = test::randomStage(seed);
    const Deployment deployment = *rc::gen::element(Deployment::asStored, Deployment::int8);
    const ReferenceRun values = test::valuesOf(test::withRealValues(stage.graph, seed), deployment);
    const Block block = test::randomTiling(stage, seed);
    RC_PRE(!block.grid.whole());
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
    runtime.roundTo = *rc::gen::element<std::int64_t>(1, 4, 16);
    const ArenaCase it(values, completed(values.graph, {block}, "test"), runtime,
                       *rc::gen::elementOf(planners));
    RC_ASSERT(it.verdict() == "bits equal");
  });
}

TEST(ArenaRunProperty, RandomTilingsIntoSumsEqualThePlainRun) {
  test::checkProperty(500, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const test::RandomStage stage = test::accumulatingStage(seed);
    const Deployment deployment =
        *rc::gen::element(Deployment::asStored, Deployment::int8, Deployment::int16);
    const ReferenceRun values = test::valuesOf(test::withRealValues(stage.graph, seed), deployment);
    const Block block = test::randomTiling(stage, seed);
    RC_PRE(!block.whole());
    const ArenaCase it(values, completed(values.graph, {block}, "test"), runtimeNamed("liveness"),
                       *rc::gen::elementOf(planners));
    RC_ASSERT(it.verdict() == "bits equal");
  });
}

TEST(ArenaRunProperty, RandomTilingsOfMapsWithChannelsLastEqualThePlainRun) {
  test::checkProperty(500, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto sums = *rc::gen::arbitrary<bool>();
    const test::RandomStage stage = sums ? test::accumulatingStage(seed) : test::randomStage(seed);
    const Deployment deployment = *rc::gen::element(Deployment::asStored, Deployment::int8);
    const Graph last = test::channelsLast(stage.graph);
    const ReferenceRun values = test::valuesOf(test::withRealValues(last, seed), deployment);
    const Block block = test::randomTiling({last, stage.operators}, seed);
    RC_PRE(!block.whole());
    const ArenaCase it(values, completed(values.graph, {block}, "test"), runtimeNamed("liveness"),
                       *rc::gen::elementOf(planners));
    RC_ASSERT(it.verdict() == "bits equal");
  });
}

/// The graph's operators, each a block of its own, in a random executable order.
Schedule randomOrderSchedule(const Graph& graph) {
  Schedule schedule{"random order", {}};
  std::vector<bool> done(graph.operators().size(), false);
  while (schedule.blocks.size() < done.size()) {
    std::vector<OperatorId> ready;
    for (std::size_t i = 0; i < done.size(); ++i) {
      const auto before = graph.predecessors(OperatorId(i));
      const bool waits = std::any_of(before.begin(), before.end(),
                                     [&](OperatorId id) { return !done[id.index()]; });
      if (!done[i] && !waits) ready.emplace_back(i);
    }
    Block block;
    block.operators = {*rc::gen::elementOf(ready)};
    done[block.operators.front().index()] = true;
    schedule.blocks.push_back(std::move(block));
  }
  return schedule;
}

TEST(ArenaRunProperty, RandomGraphsInAnyOrderEqualThePlainRun) {
  test::checkProperty(300, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto operators = *rc::gen::inRange<std::size_t>(1, 25);
    const auto deployment = *rc::gen::element(Deployment::asStored, Deployment::int8);
    const ReferenceRun values = test::valuesOf(test::runnableGraph(seed, operators), deployment);
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
    const ArenaCase it(values, randomOrderSchedule(values.graph), runtime,
                       *rc::gen::elementOf(planners));
    RC_ASSERT(it.verdict() == "bits equal");
    RC_ASSERT(it.run().steps == values.graph.operators().size());
  });
}

}  // namespace
}  // namespace tessera
