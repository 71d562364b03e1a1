// Runs of networks with channels last are those of their twins with channels first.

#include "tests/support/channels_last.h"

#include <gtest/gtest.h>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/random_stage.h"

namespace tessera {
namespace {

void expectSameRun(const Trace& a, const Trace& b) {
  EXPECT_EQ(a.totals.peak, b.totals.peak);
  EXPECT_EQ(a.totals.peakStep, b.totals.peakStep);
  EXPECT_EQ(a.totals.executed, b.totals.executed);
  EXPECT_EQ(a.totals.executedFull, b.totals.executedFull);
  ASSERT_EQ(a.steps.size(), b.steps.size());
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    EXPECT_EQ(a.steps[i].live, b.steps[i].live) << "step " << i;
    EXPECT_EQ(a.steps[i].scratch, b.steps[i].scratch) << "step " << i;
    EXPECT_EQ(a.steps[i].macs, b.steps[i].macs) << "step " << i;
  }
  EXPECT_EQ(a.buffers.size(), b.buffers.size());
}

class ChannelsLastRun : public testing::TestWithParam<std::string> {};

TEST_P(ChannelsLastRun, EqualsThatOfTheTwin) {
  const Runtime runtime = runtimeNamed(GetParam());
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed);
    const test::RandomStage stage = test::randomStage(seed);
    const Graph last = test::channelsLast(stage.graph);
    const Schedule layer = completed(stage.graph, {}, "layer");
    expectSameRun(simulate(stage.graph, layer, runtime), simulate(last, layer, runtime));
    const TensorId output = stage.graph[stage.operators.back()].outputs.front();
    if (wholeRegion(stage.graph, output).rows.end < 2) continue;
    Block block;
    block.grid = {2, 1};
    block.operators = stage.operators;
    block.tiles = runtime.tiles;
    const Schedule patches = completed(stage.graph, {block}, "patches");
    expectSameRun(simulate(stage.graph, patches, runtime), simulate(last, patches, runtime));
  }
}

INSTANTIATE_TEST_SUITE_P(Runtimes, ChannelsLastRun, testing::ValuesIn(runtimeNames()),
                         [](const auto& info) {
                           std::string name = info.param;  // letters, digits and underscores only
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

/// A state that an operator keeps is in SRAM in every step, whoever reads it when.
TEST(VariableTensors, AreLiveFromTheFirstStepToTheLast) {
  Network network;
  const auto add = [&](const std::string& name, std::int64_t bytes) {
    Tensor tensor;
    tensor.name = name;
    tensor.dtype = DType::int8;
    tensor.shape = Shape{1, bytes};
    return network.addTensor(tensor);
  };
  const TensorId x = add("x", 10);
  const TensorId state = add("state", 1000);
  network.tensor(state).variable = true;
  const TensorId a = add("a", 20);
  const TensorId b = add("b", 30);
  const TensorId c = add("c", 40);
  network.operators = {{"a", "RELU", Activation{"relu", {}}, {x}, {a}, std::nullopt},
                       {"b", "SVDF", Recurrent{30, 1}, {a, state}, {b}, std::nullopt},
                       {"c", "RELU", Activation{"relu", {}}, {b}, {c}, std::nullopt}};
  network.inputs = {x};
  network.outputs = {c};
  const Graph graph(network);
  const Trace trace = simulate(graph, completed(graph, {}, "layer"), runtimeNamed("liveness"));
  EXPECT_EQ(trace.steps.at(0).live.count(), 1000 + 10 + 20);
  EXPECT_EQ(trace.steps.at(1).live.count(), 1000 + 20 + 30);
  EXPECT_EQ(trace.steps.at(2).live.count(), 1000 + 30 + 40);
  EXPECT_EQ(trace.buffers.at(1).kind, BufferKind::state);
  EXPECT_EQ(name(BufferKind::state), "state");
}

}  // namespace
}  // namespace tessera
