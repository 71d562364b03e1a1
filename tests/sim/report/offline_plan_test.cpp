#include "sim/report/offline_plan.h"

#include <gtest/gtest.h>

#include <sstream>

#include "sim/report/run_figures.h"
#include "sim/study/run_schedule.h"
#include "tests/support/expect_error.h"
#include "tests/support/int8_network.h"

namespace tessera {
namespace {

using test::Int8Network;

struct Subject {
  PlanReport report;
  std::vector<std::optional<TensorId>> tensors;  // of the graph, in its order
};

Subject subject(const Network& network, const Schedule* schedule = nullptr) {
  const Graph graph(network);
  const Runtime runtime = runtimeNamed("liveness");
  const Program program(graph, runtime.rules);
  Subject result;
  ScheduleRun run = runSchedule(program, schedule == nullptr ? layerWise(graph) : *schedule);
  run.arena = planArena(run.trace, runtime);
  result.report.title = "net";
  result.report.names = bufferNames(graph, run.trace);
  result.report.model = SimulationReport{{"net", "", "", "", "", {}, {}, {}, graph}, runtime, run};
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    result.tensors.emplace_back(TensorId(i));
  }
  return result;
}

/// A chain of 16, 32, 16 and 16 bytes, whose second convolution has weights.
Network chainWithView() {
  Int8Network builder;
  const TensorId x = builder.input("x", {1, 1, 4, 4});
  const TensorId a = builder.conv("a", x, 2, 1, 1, 0);
  const TensorId b = builder.conv("b", a, 1, 1, 1, 0);
  const TensorId view = builder.add("view", Reshape{}, {b}, {1, 16});
  builder[view].aliasOf = b;
  return builder.finish({view});
}

/// The integers, as somebody would read them who puts them into a file.
std::vector<std::int32_t> integers(const std::string& text) {
  std::vector<std::int32_t> values;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line[0] != '#') values.push_back(std::stoi(line));
  }
  return values;
}

std::int64_t offsetOf(const PlanReport& report, const std::string& name) {
  const auto at = std::find(report.names.begin(), report.names.end(), name);
  return report.arena().plan.offsets[static_cast<std::size_t>(at - report.names.begin())].count();
}

TEST(OfflinePlan, IsVersionSubgraphCountAndAnOffsetForEachTensor) {
  const Subject chained = subject(chainWithView());
  const Graph& graph = chained.report.model->model.graph;
  const auto values = integers(offlinePlan(chained.report, chained.tensors));
  ASSERT_EQ(values.size(), 3 + graph.tensors().size());
  EXPECT_EQ(values[0], 1);
  EXPECT_EQ(values[1], 0);
  EXPECT_EQ(values[2], static_cast<std::int32_t>(graph.tensors().size()));
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const Tensor& tensor = graph.tensors()[i];
    const bool constant = tensor.role != TensorRole::activation;
    const std::string storage = tensor.name == "view" ? "b" : tensor.name;
    EXPECT_EQ(values[3 + i], constant ? -1 : offsetOf(chained.report, storage)) << tensor.name;
  }
}

TEST(OfflinePlan, TensorsAreInTheFilesOrderAndThoseThatAreGoneAreLeftToTheDevice) {
  const Subject chained = subject(chainWithView());
  const std::vector<std::optional<TensorId>> backwards(chained.tensors.rbegin(),
                                                       chained.tensors.rend());
  const auto values = integers(offlinePlan(chained.report, chained.tensors));
  auto reversed = integers(offlinePlan(chained.report, backwards));
  std::reverse(reversed.begin() + 3, reversed.end());
  EXPECT_EQ(reversed, values);
  const std::vector<std::optional<TensorId>> none(2);
  EXPECT_EQ(integers(offlinePlan(chained.report, none)),
            (std::vector<std::int32_t>{1, 0, 2, -1, -1}));
}

TEST(OfflinePlan, EachValueIsNamedOnALineOfItsOwn) {
  Network network = chainWithView();
  network.tensors[network.inputs[0].index()].name = "x\n7";
  const Subject chained = subject(network);
  const std::string text = offlinePlan(chained.report, chained.tensors);
  EXPECT_NE(text.find("# x?7\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("# OfflineMemoryAllocation of net: 48 bytes of arena"), 0U) << text;
}

TEST(OfflinePlan, IsRefusedWhereTheDeviceCouldNotKeepIt) {
  const auto refused = [](const Subject& refusedOne, const std::string& why) {
    SCOPED_TRACE(why);
    test::expectError(ErrorCode::usage, {"no offline plan", why},
                      [&] { offlinePlan(refusedOne.report, refusedOne.tensors); });
  };
  const Graph graph(chainWithView());
  Schedule patches = layerWise(graph);
  patches.blocks[0].grid = {2, 2};
  refused(subject(chainWithView(), &patches), "patches");

  Int8Network two;
  const TensorId x = two.input("x", {1, 16});
  const Network parallel =
      two.finish({two.add("a", Opaque{}, {x}, {1, 16}), two.add("b", Opaque{}, {x}, {1, 16})});
  Schedule swapped = layerWise(Graph(parallel));
  std::swap(swapped.blocks[0], swapped.blocks[1]);
  refused(subject(parallel, &swapped), "order");

  Int8Network odd;
  const TensorId small = odd.input("small", {1, 3});
  refused(subject(odd.finish({odd.add("a", Opaque{}, {small}, {1, 3})})), "aligned to 16");

  Subject inPlace = subject(chainWithView());
  inPlace.report.model->run.arena->problem.buffers[1].sameOffsetAs = 0;
  refused(inPlace, "'a' is written in place");

  PlanReport bare;
  bare.bare = RunArena{};
  refused({bare, {}}, "bare problem");
}

}  // namespace
}  // namespace tessera
