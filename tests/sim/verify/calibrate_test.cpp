#include "sim/verify/calibrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sim/verify/dense.h"
#include "sim/verify/reference_run.h"
#include "tests/support/bottleneck.h"
#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"
#include "tests/support/real_values.h"

namespace tessera::verify {
namespace {

std::vector<double> reals(const Graph& graph, const TensorBytes& run, TensorId id) {
  std::vector<std::byte> bytes = bytesOf(graph, run, id);
  return readReals(wholeView(graph[id], bytes.data()), wholeBox(graph[id].shape)).values;
}

TEST(Calibrated, IntegersComeCloseToTheRealRun) {
  const Graph graph = test::withRealValues(test::bottlenecks(), 11);
  const TensorBytes inputs = randomInputs(graph, 2);
  const TensorBytes real = plainRun(graph, inputs);
  for (const Deployment deployment : {Deployment::int8, Deployment::int16}) {
    const ReferenceRun run = referenceRun(graph, inputs, deployment);
    EXPECT_TRUE(run.calibrated);
    for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
      const TensorId id(i);
      if (graph[id].role != TensorRole::activation) continue;
      const std::vector<double> expected = reals(graph, real, id);
      const std::vector<double> actual = reals(run.graph, run.expected, id);
      const auto [least, most] = std::minmax_element(expected.begin(), expected.end());
      // Errors add up over eleven layers; 8 bits leave some of them, 16 hardly any.
      const double bound = (*most - *least) * (deployment == Deployment::int8 ? 0.25 : 0.05);
      for (std::size_t k = 0; k < expected.size(); ++k) {
        ASSERT_NEAR(actual[k], expected[k], bound) << graph[id].name << " " << k;
      }
    }
  }
}

TEST(Calibrated, ValuesSpreadOverTheTypesRange) {
  const Graph graph = test::withRealValues(test::bottlenecks(), 11);
  const ReferenceRun run = referenceRun(graph, randomInputs(graph, 2), Deployment::int8);
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    if (graph[TensorId(i)].role != TensorRole::activation) continue;
    const auto& bytes = bytesOf(run.graph, run.expected, TensorId(i));
    const std::set<std::byte> different(bytes.begin(), bytes.end());
    EXPECT_GE(different.size(), std::min<std::size_t>(bytes.size() / 2, 100)) << i;
  }
}

TEST(Calibrated, ConstantTensorsAndZerosHaveAScale) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4});
  const TensorId zeros = net.floats("zeros", {1, 4}, {0, 0, 0, 0});
  net.output(net.op("y", Elementwise{"mul"}, {x, zeros}, {1, 4}));
  const Graph graph = net.graph();
  const ReferenceRun run = referenceRun(graph, randomInputs(graph, 1), Deployment::int8);
  const TensorId y = graph.outputs().front();
  EXPECT_EQ(run.graph[y].quantization->scales, std::vector<float>{1.0F});
  EXPECT_EQ(reals(run.graph, run.expected, y), std::vector<double>(4, 0.0));
}

TEST(ReferenceRun, LeavesAloneWhatTheDeploymentDoesNotChange) {
  const Graph graph = test::withRealValues(test::bottlenecks(), 11);
  const TensorBytes inputs = randomInputs(graph, 2);
  for (const Deployment deployment : {Deployment::asStored, Deployment::float32}) {
    const ReferenceRun run = referenceRun(graph, inputs, deployment);
    EXPECT_FALSE(run.calibrated);
    EXPECT_EQ(run.inputs, inputs);
    EXPECT_EQ(run.expected, plainRun(graph, inputs));
  }
}

TEST(ReferenceRun, QuantisedTensorsHaveNoFloat32Arithmetic) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4}, DType::int8);
  net.quantize(x, 0.5F, 1);
  net.output(net.op("y", Activation{"relu", {}}, {x}, {1, 4}, DType::int8));
  const Graph graph = net.graph();
  test::expectError(ErrorCode::usage, {"'x'"},
                    [&] { referenceRun(graph, randomInputs(graph, 1), Deployment::float32); });
}

TEST(CheckFitsMemory, RefusesWhatIsLargerThanAMachine) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 1});
  const TensorId wide = net.op("wide", Elementwise{"add"}, {x, x}, {1 << 15, 1 << 15});
  net.output(net.op("again", Activation{"relu", {}}, {wide}, {1 << 15, 1 << 15}));
  const Graph graph = net.graph();
  test::expectError(ErrorCode::unsupported, {"8.0 GiB", "4.0 GiB"},
                    [&] { checkFitsMemory(graph); });
}

}  // namespace
}  // namespace tessera::verify
