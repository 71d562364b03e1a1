#include "sim/run/simulate.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support/brute_force_liveness.h"
#include "tests/support/int8_network.h"
#include "tests/support/property.h"
#include "tests/support/random_graph.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

using test::Int8Network;

Trace simulateLayers(const Graph& graph, const Runtime& runtime = runtimeNamed("liveness")) {
  return simulate(graph, layerWise(graph), runtime);
}

TEST(Simulate, ChainKeepsInputAndOutputOfEachStep) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 100});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 60});
  const Graph graph(builder.finish({builder.add("b", Opaque{}, {a}, {1, 10})}));
  const Trace trace = simulateLayers(graph);
  ASSERT_EQ(trace.steps.size(), 2U);
  EXPECT_EQ(trace.steps[0].live, Bytes(160));
  EXPECT_EQ(trace.steps[1].live, Bytes(70));
  EXPECT_EQ(trace.totals.peak, Bytes(160));
  EXPECT_EQ(trace.totals.peakStep, 0U);
  EXPECT_EQ(trace.totals.unknownOperators, 2U);
  EXPECT_EQ(trace.steps[0].macs, std::nullopt);
}

TEST(Simulate, ResidualIsHeldUntilItsAdd) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 10});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 100});
  const TensorId b = builder.add("b", Opaque{}, {a}, {1, 10});
  const Graph graph(builder.finish({builder.add("sum", Elementwise{"add"}, {b, x}, {1, 10})}));
  const Trace trace = simulateLayers(graph);
  EXPECT_EQ(trace.steps[1].live, Bytes(120));
  EXPECT_EQ(trace.steps[2].live, Bytes(30));
}

TEST(Simulate, UnreadInputLivesInTheFirstStepAndOutputsToTheEnd) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 5});
  builder.input("unread", {1, 7});
  const TensorId early = builder.add("early", Opaque{}, {x}, {1, 3});
  const TensorId late = builder.add("late", Opaque{}, {x}, {1, 1});
  const Graph graph(builder.finish({early, late}));
  const Trace trace = simulateLayers(graph);
  EXPECT_EQ(trace.steps[0].live, Bytes(15));
  EXPECT_EQ(trace.steps[1].live, Bytes(9));
}

TEST(Simulate, ViewSharesTheBytesOfItsInput) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 8});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 20});
  const TensorId view = builder.add("view", Reshape{}, {a}, {20});
  builder[view].aliasOf = a;
  const Trace trace = simulateLayers(Graph(builder.finish({view})));
  ASSERT_EQ(trace.steps.size(), 2U);
  EXPECT_EQ(trace.steps[1].live, Bytes(20));
  EXPECT_EQ(trace.buffers.size(), 2U);
}

TEST(Simulate, EmptyGraphHasNoSteps) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 8});
  const Trace trace = simulateLayers(Graph(builder.finish({x})));
  EXPECT_TRUE(trace.steps.empty());
  EXPECT_EQ(trace.totals.peak, Bytes(0));
}

TEST(Simulate, DepthwiseInPlaceCountsTheLargerOnce) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 4, 8, 8});
  const TensorId a = builder.conv("a", x, 8, 1, 1, 0);
  const TensorId same = builder.conv("same", a, 8, 3, 1, 1, 8);
  const TensorId half = builder.conv("half", same, 8, 3, 2, 1, 8);
  const Graph graph(builder.finish({builder.conv("b", half, 4, 1, 1, 0)}));
  Runtime runtime = runtimeNamed("liveness");
  EXPECT_EQ(simulateLayers(graph, runtime).steps[1].live, Bytes(1024));
  runtime.rules.depthwiseInPlace = DepthwiseInPlace::yes;
  const Trace trace = simulateLayers(graph, runtime);
  EXPECT_EQ(trace.steps[1].live, Bytes(512));
  EXPECT_EQ(trace.steps[2].live, Bytes(512));
  EXPECT_EQ(trace.steps[3].live, Bytes(128 + 64));
}

TEST(Simulate, ResidualMayBeLetGoAfterTheDepthwise) {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 2, 4, 4});
  const TensorId first = builder.conv("first", x, 4, 1, 1, 0);
  const TensorId expand = builder.conv("expand", first, 8, 1, 1, 0);
  const TensorId depthwise = builder.conv("dw", expand, 8, 3, 1, 1, 8);
  const TensorId project = builder.conv("project", depthwise, 4, 1, 1, 0);
  const Graph graph(
      builder.finish({builder.add("sum", Elementwise{"add"}, {project, first}, {1, 4, 4, 4})}));
  Runtime runtime = runtimeNamed("liveness");
  EXPECT_EQ(simulateLayers(graph, runtime).steps[3].live, Bytes(128 + 64 + 64));
  runtime.rules.residualUntilAdd = false;
  const Trace trace = simulateLayers(graph, runtime);
  EXPECT_EQ(trace.steps[2].live, Bytes(128 + 128 + 64)) << "held during the depthwise operator";
  EXPECT_EQ(trace.steps[3].live, Bytes(128 + 64)) << "gone at the projection";
  EXPECT_EQ(trace.steps[4].live, Bytes(64 + 64)) << "gone at the add";
}

TEST(Simulate, HugeTensorsOverflowIntoAnError) {
  Int8Network builder;
  const std::int64_t huge = std::int64_t{1} << 61;
  const TensorId x = builder.input("x", {huge});
  const TensorId a = builder.add("a", Opaque{}, {x}, {huge});
  const TensorId b = builder.add("b", Opaque{}, {a, x}, {huge});
  const Graph graph(builder.finish({builder.add("c", Opaque{}, {a, b, x}, {huge})}));
  EXPECT_THROW(simulateLayers(graph), Error);
}

/// Each step's bytes equal the sum of its live buffers and the brute-force count.
void checkAgainstBruteForce(const Graph& graph) {
  const Trace trace = simulateLayers(graph);
  const std::vector<std::int64_t> expected = test::bruteForceLiveness(graph);
  RC_ASSERT(trace.steps.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    Bytes sum;
    for (const std::size_t buffer : liveBuffers(trace, i)) sum += trace.buffers[buffer].bytes;
    RC_ASSERT(sum == trace.steps[i].live);
    RC_ASSERT(trace.steps[i].live.count() == expected[i]);
    RC_ASSERT(trace.steps[i].live <= trace.totals.peak);
  }
  RC_ASSERT(trace.steps[trace.totals.peakStep].live == trace.totals.peak);
  const Totals totals =
      simulateTotals(Program(graph, runtimeNamed("liveness").rules), layerWise(graph));
  RC_ASSERT(totals.peak == trace.totals.peak);
  RC_ASSERT(totals.peakStep == trace.totals.peakStep);
  RC_ASSERT(totals.steps == trace.totals.steps);
}

/// The switches in the oracle's words.
test::OracleRules oracleRules(const Graph& graph, const CountingRules& rules) {
  test::OracleRules oracle;
  oracle.overwrites = [&graph, rules](const Operator& op,
                                      std::int64_t input) -> std::optional<std::int64_t> {
    const Shape& in = graph[op.inputs.front()].shape;
    const Shape& out = graph[op.outputs.front()].shape;
    if (const auto* conv = std::get_if<Convolution>(&op.attributes)) {
      const bool depthwise = conv->groups > 1 && conv->groups == in[1] && conv->groups == out[1];
      if (!depthwise || rules.depthwiseInPlace == DepthwiseInPlace::no) return std::nullopt;
      if (rules.depthwiseInPlace == DepthwiseInPlace::yes) return 0;
      const Window& window = conv->window;
      const bool halves = window.size() == 2 && window[0].stride == 2 && window[1].stride == 2;
      return halves ? (input + 3) / 4 : input;
    }
    const bool elementwise = is<Activation>(op) || is<Elementwise>(op);
    if (!elementwise || !rules.elementwiseInPlace || op.inputs.size() > 2) return std::nullopt;
    return in == out ? std::optional<std::int64_t>(0) : std::nullopt;
  };
  oracle.scratch = [&graph, rules](const Operator& op) {
    std::int64_t sum = 0;
    const std::int64_t elements = graph[op.outputs.front()].shape.elements();
    for (const Bytes bytes : callScratch(graph, op, rules.scratch, elements)) sum += bytes.count();
    return sum;
  };
  return oracle;
}

TEST(Simulate, EqualsBruteForceUnderEverySwitch) {
  test::checkProperty(1000, [] {
    const Graph graph = test::randomStage(*rc::gen::arbitrary<std::uint64_t>()).graph;
    Runtime runtime = runtimeNamed("liveness");
    runtime.rules.depthwiseInPlace =
        *rc::gen::element(DepthwiseInPlace::no, DepthwiseInPlace::yes, DepthwiseInPlace::shared);
    runtime.rules.elementwiseInPlace = *rc::gen::arbitrary<bool>();
    runtime.rules.scratch =
        *rc::gen::element(Kernels::none, Kernels::reference, Kernels::cmsisNn, Kernels::cmsisNnMve);
    const Trace trace = simulateLayers(graph, runtime);
    const auto expected = test::bruteForceLiveness(graph, oracleRules(graph, runtime.rules));
    RC_ASSERT(trace.steps.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      RC_ASSERT(trace.steps[i].live.count() == expected[i]);
    }
    const Totals totals = simulateTotals(Program(graph, runtime.rules), layerWise(graph));
    RC_ASSERT(totals.peak == trace.totals.peak);
    RC_ASSERT(totals.peakStep == trace.totals.peakStep);
  });
}

/// A buffer is either written over at its end or free; what takes it over begins where it ends.
TEST(Simulate, WhatIsWrittenInPlaceFollowsWhatItOverwrites) {
  test::checkProperty(500, [] {
    const Graph graph = test::randomStage(*rc::gen::arbitrary<std::uint64_t>()).graph;
    Runtime runtime = runtimeNamed("tinyengine");
    runtime.rules.elementwiseInPlace = true;
    const Trace trace = simulateLayers(graph, runtime);
    for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
      const Buffer& buffer = trace.buffers[i];
      RC_ASSERT(!buffer.steps.empty());
      if (!buffer.overwrites) continue;
      const Buffer& over = trace.buffers[*buffer.overwrites];
      RC_ASSERT(*buffer.overwrites < i);
      RC_ASSERT(over.steps.end == buffer.steps.begin);
      RC_ASSERT(!isWorkspace(buffer.kind) && !isWorkspace(over.kind));
    }
  });
}

TEST(Simulate, EqualsBruteForceOnAThousandRandomGraphs) {
  test::checkProperty(1000, [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto operators = *rc::gen::inRange<std::size_t>(1, 40);
    checkAgainstBruteForce(test::randomGraph(seed, operators));
  });
}

}  // namespace
}  // namespace tessera
