#include "sim/cost/latency.h"

#include <gtest/gtest.h>

#include <numeric>

#include "sim/run/simulate.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

LatencyModel asCounted(std::vector<BoardLatency> boards) {
  LatencyModel model;
  model.factors.fill(1.0);
  model.boards = std::move(boards);
  return model;
}

BoardLatency boardLatency(const std::string& mcu, CoreBuild core, double scale) {
  return {mcu + "-board", mcu, "1", core, scale, 0.5, 0, 3, 0};
}

/// input 8x16x16 -> pointwise 32 -> depthwise 3x3 -> pool -> connected 10
Graph smallNetwork() {
  test::NetworkBuilder net;
  const TensorId in = net.input("in", {1, 8, 16, 16}, DType::int8);
  const TensorId w1 = net.constant("w1", {32, 8, 1, 1}, TensorRole::weight, DType::int8);
  const TensorId w2 = net.constant("w2", {32, 1, 3, 3}, TensorRole::weight, DType::int8);
  const TensorId w3 = net.constant("w3", {10, 32}, TensorRole::weight, DType::int8);
  const TensorId a =
      net.op("a", Convolution{test::window(2, 1), 1}, {in, w1}, {1, 32, 16, 16}, DType::int8);
  const TensorId b =
      net.op("b", Convolution{test::window(2, 3, 1, 1), 32}, {a, w2}, {1, 32, 16, 16}, DType::int8);
  const TensorId c = net.op("c", GlobalPool{}, {b}, {1, 32, 1, 1}, DType::int8);
  const TensorId d = net.op("d", FullyConnected{32, true}, {c, w3}, {1, 10}, DType::int8);
  net.op("e", Opaque{}, {d}, {1, 10}, DType::int8);
  net.output(TensorId(net.network().tensors.size() - 1));
  return net.graph();
}

TEST(OperatorCosts, AddUpToTheScaledCounts) {
  const Graph graph = smallNetwork();
  const BoardLatency twice = boardLatency("x", CoreBuild::m4, 2);
  const auto costs = operatorCosts(graph, asCounted({twice}), twice, Bytes(0));
  ASSERT_EQ(costs.size(), 5U);
  for (std::size_t i = 0; i < 4; ++i) {
    const KernelWork work = kernelWork(graph, OperatorId(i));
    const TermCycles counted = countedCycles(work, CoreBuild::m4);
    double expected = 2 * std::accumulate(counted.begin(), counted.end(), 0.0);
    if (i == 3) expected += 0.5 * 320;
    EXPECT_NEAR(static_cast<double>(costs[i].whole().count()), expected, 0.5) << i;
    EXPECT_GT(costs[i].perCall, 0) << i;
  }
  EXPECT_FALSE(costs[4].known);
}

TEST(OperatorCosts, SmallPiecesCostMoreInAll) {
  const Graph graph = smallNetwork();
  const BoardLatency plain = boardLatency("x", CoreBuild::m7, 1);
  const OperatorCost cost = operatorCosts(graph, asCounted({plain}), plain, Bytes(0))[0];
  const auto sixteen = static_cast<double>(16 * cost.piece(16).count());
  EXPECT_NEAR(sixteen - static_cast<double>(cost.whole().count()), 15 * cost.perCall, 16);
}

TEST(OperatorCosts, SpillCountsActivationsBeyondFastMemory) {
  const Graph graph = smallNetwork();
  BoardLatency spilling = boardLatency("x", CoreBuild::m7, 1);
  spilling.spillByte = 10;
  // Operator a reads 2,048 and writes 8,192 bytes.
  const auto costs = operatorCosts(graph, asCounted({spilling}), spilling, Bytes(10'000));
  EXPECT_DOUBLE_EQ(costs[0].spill, 10 * 240);
  EXPECT_DOUBLE_EQ(costs[3].spill, 0);
}

TEST(Cycles, OfTheStepsAddUpToTheTotals) {
  const Graph graph = smallNetwork();
  const BoardLatency plain = boardLatency("x", CoreBuild::m7, 1);
  Program program(graph, runtimeNamed("liveness").rules);
  program.costs = operatorCosts(graph, asCounted({plain}), plain, Bytes(0));
  Schedule schedule = layerWise(graph);
  const Trace layers = simulate(program, schedule);
  ASSERT_TRUE(layers.totals.cycles);
  EXPECT_EQ(layers.totals.stepsOfUnknownCost, 1U);  // the opaque operator
  EXPECT_FALSE(layers.steps[4].cycles);
  Cycles sum;
  for (const Step& step : layers.steps) sum += step.cycles.value_or(Cycles(0));
  EXPECT_EQ(sum, *layers.totals.cycles);

  Block patches;
  patches.operators = {OperatorId(0), OperatorId(1)};
  patches.grid = {4, 4};
  schedule.blocks.erase(schedule.blocks.begin());
  schedule.blocks.front() = patches;
  const Trace patched = simulate(program, schedule);
  EXPECT_GT(*patched.totals.cycles, *layers.totals.cycles);
  EXPECT_EQ(simulateTotals(program, schedule).cycles, patched.totals.cycles);
}

TEST(Cycles, AreAbsentWithoutACalibration) {
  const Graph graph = smallNetwork();
  const Trace trace = simulate(Program(graph, runtimeNamed("liveness").rules), layerWise(graph));
  EXPECT_FALSE(trace.totals.cycles);
  EXPECT_FALSE(trace.steps[0].cycles);
}

}  // namespace
}  // namespace tessera
