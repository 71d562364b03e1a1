// The rule all_overlap: a bound of what an engine needs that overlaps results with what they read.

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/memory/validate.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "tests/support/int8_network.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

Runtime overlapping() {
  Runtime runtime = runtimeNamed("liveness");
  runtime.rules.allOverlap = true;
  return runtime;
}

Bytes overlappingPeak(const Network& network) {
  const Graph graph(network);
  return simulate(graph, layerWise(graph), overlapping()).totals.peak;
}

TEST(AllOverlap, AChainNeedsItsLargestTensor) {
  test::Int8Network net;
  TensorId at = net.input("in", {1, 10});
  for (const std::int64_t bytes : {30, 5, 40, 8, 8, 20}) {
    at = net.add("t" + std::to_string(bytes) + std::to_string(at.index()), Opaque{}, {at},
                 {1, bytes});
  }
  EXPECT_EQ(overlappingPeak(net.finish({at})), Bytes(40));
}

TEST(AllOverlap, WhatLivesOnIsCountedBeside) {
  test::Int8Network net;
  const TensorId in = net.input("in", {1, 10});
  const TensorId wide = net.add("wide", Opaque{}, {in}, {1, 30});
  const TensorId narrow = net.add("narrow", Opaque{}, {wide}, {1, 6});
  const TensorId sum = net.add("sum", Opaque{}, {in, narrow}, {1, 12});
  // 'in' lives to the sum: 10 + 30; the sum lies over the larger of the two that die, 'in'.
  EXPECT_EQ(overlappingPeak(net.finish({sum})), Bytes(40));
}

TEST(AllOverlap, NeverNeedsMoreThanPlainLivenessAndItsPlansAreValid) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const test::RandomStage stage = test::randomStage(seed);
    const Graph& graph = stage.graph;
    const Schedule schedule = layerWise(graph);
    const Trace plain = simulate(graph, schedule, runtimeNamed("liveness"));
    const Trace bound = simulate(graph, schedule, overlapping());
    EXPECT_LE(bound.totals.peak, plain.totals.peak) << seed;
    Bytes largest;
    for (const Buffer& buffer : bound.buffers) largest = std::max(largest, buffer.bytes);
    EXPECT_GE(bound.totals.peak, largest) << seed;
    const RunArena run = planArena(bound, overlapping());
    EXPECT_FALSE(validate(run.problem, run.plan)) << seed;
    EXPECT_GE(run.plan.arena, bound.totals.peak) << seed;
    EXPECT_EQ(simulateTotals(Program(graph, overlapping().rules), schedule).peak,
              bound.totals.peak);
  }
}

}  // namespace
}  // namespace tessera
