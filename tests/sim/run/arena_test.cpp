#include "sim/run/arena.h"

#include <gtest/gtest.h>

#include "core/receptive_field.h"
#include "sim/memory/validate.h"
#include "sim/run/plan_problem.h"
#include "sim/run/simulate.h"
#include "sim/run/storage_problem.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/bottleneck.h"
#include "tests/support/property.h"
#include "tests/support/random_stage.h"
#include "tests/support/random_tiling.h"

namespace tessera {
namespace {

using test::Int8Network;

const Buffer& bufferNamed(const Graph& graph, const Trace& trace, const std::string& name) {
  for (const Buffer& buffer : trace.buffers) {
    if (bufferName(graph, buffer) == name) return buffer;
  }
  throw std::out_of_range("no buffer " + name);
}

TEST(Arena, SizesAreRoundedAsTheRuntimeDoes) {
  Int8Network net;
  const TensorId x = net.input("x", {1, 5});
  const Graph graph(net.finish({net.add("a", Opaque{}, {x}, {1, 18})}));
  const auto arena = [&](const Runtime& runtime) {
    return planArena(simulate(graph, layerWise(graph), runtime), runtime).plan.arena;
  };
  EXPECT_EQ(arena(runtimeNamed("liveness")), Bytes(23));
  EXPECT_EQ(arena(runtimeNamed("tinyengine")), Bytes(8 + 20));
  EXPECT_EQ(arena(runtimeNamed("tflm")), Bytes(16 + 32));
}

TEST(Arena, TinyEnginesWorkspacesLieBehindWhatIsPlanned) {
  const Graph graph = test::bottlenecks();
  const Runtime runtime = runtimeNamed("tinyengine");
  const Trace trace = simulate(graph, layerWise(graph), runtime);
  const RunArena run = planArena(trace, runtime);
  // im2col: one padded plane of 'b1.dw', 2 x 18 x 18; kernel: 'stem', 2 x 3 x 3 x 3 x 8.
  EXPECT_EQ(bufferNamed(graph, trace, "im2col").bytes, Bytes(648));
  EXPECT_EQ(bufferNamed(graph, trace, "kernel").bytes, Bytes(432));
  EXPECT_EQ(run.behind, Bytes(648 + 432));
  // 'b1.expand' reads 16 x 16 x 8 and writes 16 x 16 x 24.
  EXPECT_EQ(run.plan.peak, Bytes(2048 + 6144 + 648 + 432));
  EXPECT_EQ(run.plan.arena, run.plan.peak);
  EXPECT_EQ(trace.totals.peak, run.plan.peak);
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (!isPersistent(trace.buffers[i].kind)) continue;
    EXPECT_GE(run.plan.offsets[i], run.plan.arena - run.behind);
  }
}

TEST(Arena, CapacityAndProgressIncludeWhatLiesBehind) {
  const Graph graph = test::bottlenecks();
  const Runtime runtime = runtimeNamed("tinyengine");
  const Trace trace = simulate(graph, layerWise(graph), runtime);
  PlanOptions options;
  options.capacity = Bytes(9272);
  const RunArena run = planArena(trace, runtime, options, PlannerKind::exact);
  EXPECT_EQ(run.planner, PlannerKind::exact);
  EXPECT_EQ(run.plan.arena, Bytes(9272));
}

/// Two equal tensors whose order in the file is not that in which they are written.
TEST(Arena, TflmSettlesTiesByTheOrderOfTheFileWithScratchBehind) {
  Int8Network net;
  const TensorId x = net.input("x", {1, 16});
  const TensorId late = net.add("late", Opaque{}, {x}, {1, 16});
  const TensorId early = net.add("early", Opaque{}, {x}, {1, 16});
  Network network = net.finish({net.add("end", Opaque{}, {early, late}, {1, 32})});
  std::swap(network.operators[0], network.operators[1]);
  const Graph graph(network);
  const Runtime runtime = runtimeNamed("tflm");
  const Trace trace = simulate(graph, layerWise(graph), runtime);
  const RunArena run = planArena(trace, runtime);
  ASSERT_EQ(trace.buffers.size(), 4U);
  ASSERT_EQ(bufferName(graph, trace.buffers[1]), "early");
  // Placed: 'end' at 0, then of the others, all 16 B, the later ones in the file first.
  EXPECT_EQ(run.plan.offsets[3], Bytes(0)) << "end";
  EXPECT_EQ(run.plan.offsets[1], Bytes(32)) << "early, the third tensor of the file";
  EXPECT_EQ(run.plan.offsets[2], Bytes(48)) << "late, the second";
  EXPECT_EQ(run.plan.offsets[0], Bytes(0)) << "x";
}

Runtime someRuntime() {
  Runtime runtime = runtimeNamed(*rc::gen::elementOf(runtimeNames()));
  runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
  return runtime;
}

TEST(Arena, PlansOfEveryRuntimeAreValid) {
  test::checkProperty(300, [] {
    const test::RandomStage stage = test::randomStage(*rc::gen::arbitrary<std::uint64_t>());
    const Runtime runtime = someRuntime();
    Block block;
    block.operators = stage.operators;
    const Region output =
        wholeRegion(stage.graph, stage.graph[stage.operators.back()].outputs.front());
    block.grid = {std::min<std::int64_t>(2, output.rows.end),
                  std::min<std::int64_t>(2, output.columns.end)};
    block.tiles = runtime.tiles;
    block.buffers = runtime.tileBuffers;
    const Trace trace = simulate(stage.graph, completed(stage.graph, {block}, "test"), runtime);
    const auto planner = *rc::gen::element(PlannerKind::tflm, PlannerKind::tinyengine);
    const RunArena run = planArena(trace, runtime, {}, planner);
    RC_ASSERT(run.problem.buffers.size() == trace.buffers.size());
    RC_ASSERT(!validate(run.problem, run.plan).has_value());
    RC_ASSERT(run.plan.peak == livePeak(run.problem).bytes);
    RC_ASSERT(run.plan.lowerBound >= run.plan.peak);
    RC_ASSERT(run.plan.arena >= run.plan.lowerBound);
    RC_ASSERT(run.plan.peak >= trace.totals.peak);
    RC_ASSERT(run.plan.proven == (run.plan.arena == run.plan.lowerBound));
  });
}

TEST(Arena, AFoldedRunHasTheSameStorages) {
  const Runtime runtime = runtimeNamed("liveness");
  std::size_t folded = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const test::RandomStage stage = test::randomStage(seed);
    const Program program(stage.graph, runtime.rules);
    const Schedule schedule = completed(stage.graph, {test::randomTiling(stage, seed)}, "tiles");
    const Trace all = simulate(program, schedule);
    const Trace some = foldedTrace(program, schedule);
    folded += some.steps.size() < all.steps.size() ? 1U : 0U;
    const PlanProblem expected = storageProblem(all, problemOf(all)).problem;
    const PlanProblem found = storageProblem(some, problemOf(some)).problem;
    ASSERT_EQ(found.buffers.size(), expected.buffers.size()) << "seed " << seed;
    for (std::size_t i = 0; i < found.buffers.size(); ++i) {
      EXPECT_EQ(found.buffers[i].size, expected.buffers[i].size) << "seed " << seed;
      EXPECT_EQ(found.buffers[i].steps, expected.buffers[i].steps) << "seed " << seed;
      EXPECT_EQ(found.buffers[i].sameOffsetAs, expected.buffers[i].sameOffsetAs);
      EXPECT_EQ(found.buffers[i].distance, expected.buffers[i].distance);
    }
  }
  EXPECT_GT(folded, 100U);
}

}  // namespace
}  // namespace tessera
