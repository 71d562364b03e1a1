#include "sim/run/program_costs.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

/// A pointwise convolution of four output channels, `dead` of which have no weights.
Graph pointwise(DType dtype, std::size_t dead) {
  test::NetworkBuilder net;
  const TensorId in = net.input("in", {1, 16, 8, 8}, dtype);
  std::vector<std::int8_t> weights(64, 1);
  std::fill_n(weights.begin(), 16 * dead, std::int8_t{0});
  const TensorId w = net.values<std::int8_t>("w", {4, 16, 1, 1}, DType::int8, weights);
  net.output(net.op("conv", Convolution{test::window(2, 1), 1}, {in, w}, {1, 4, 8, 8}, dtype));
  return net.graph();
}

Runtime calibratedRuntime(std::optional<bool> prunes) {
  Runtime runtime = runtimeNamed("liveness");
  LatencyModel model;
  model.factors.fill(1.0);
  model.prunesDeadChannels = prunes;
  model.errorUnseenFamily = 0.08;
  model.boards = {{"NUCLEO-L4R5ZI", "STM32L4R5ZI", "1", CoreBuild::m4, 2, 0.5, 0, 3, 0}};
  runtime.latency = model;
  return runtime;
}

Device device() {
  Device made;
  made.name = "mine";
  made.mcu = "STM32L4R5ZI";
  made.core = "Cortex-M4F";
  made.clock = Hertz(120'000'000);
  made.statedContiguous = Bytes(65536);
  return made;
}

Cycles cyclesOf(const Graph& graph, const Runtime& runtime) {
  Program program(graph, runtime.rules);
  setCosts(program, runtime, device());
  return simulateTotals(program, layerWise(graph)).cycles.value();
}

std::string whyNot(const Graph& graph, const Runtime& runtime, const Device& board) {
  Program program(graph, runtime.rules);
  const TargetLatency latency = setCosts(program, runtime, board);
  EXPECT_EQ(latency.match.has_value(), latency.whyNot.empty());
  EXPECT_EQ(program.costs.empty(), !latency.whyNot.empty());
  return latency.whyNot;
}

TEST(SetCosts, SaysWhyThereIsNoLatency) {
  const Graph graph = pointwise(DType::int8, 0);
  EXPECT_EQ(whyNot(graph, calibratedRuntime(false), device()), "");
  EXPECT_EQ(whyNot(graph, runtimeNamed("liveness"), device()),
            "no measurements of the runtime 'liveness' are known");
  Device other = device();
  other.core = "Xtensa LX7";
  EXPECT_EQ(whyNot(graph, calibratedRuntime(false), other),
            "no kernels were counted on a Xtensa LX7");
  other = device();
  other.clock.reset();
  EXPECT_EQ(whyNot(graph, calibratedRuntime(false), other),
            "the device file gives no clock; --clock does");
  EXPECT_EQ(whyNot(pointwise(DType::float32, 0), calibratedRuntime(false), device()),
            "kernels are counted for int8, and the network runs in float");
}

TEST(SetCosts, DeadChannelsCostNothingWhereTheEnginePrunesThem) {
  const Graph half = pointwise(DType::int8, 2);
  const Graph none = pointwise(DType::int8, 0);
  EXPECT_LT(cyclesOf(half, calibratedRuntime(true)), cyclesOf(none, calibratedRuntime(true)));
  EXPECT_EQ(cyclesOf(half, calibratedRuntime(false)), cyclesOf(none, calibratedRuntime(false)));
  EXPECT_EQ(cyclesOf(half, calibratedRuntime(std::nullopt)),
            cyclesOf(none, calibratedRuntime(false)));
}

TEST(SetCosts, TellsWhereDeadChannelsLeaveADoubt) {
  const auto unsettled = [](std::size_t dead, std::optional<bool> prunes) {
    const Graph graph = pointwise(DType::int8, dead);
    Program program(graph, runtimeNamed("liveness").rules);
    return setCosts(program, calibratedRuntime(prunes), device()).deadChannelsUnsettled;
  };
  EXPECT_TRUE(unsettled(2, std::nullopt));
  EXPECT_FALSE(unsettled(0, std::nullopt));
  EXPECT_FALSE(unsettled(2, true));
  EXPECT_FALSE(unsettled(2, false));
}

}  // namespace
}  // namespace tessera
