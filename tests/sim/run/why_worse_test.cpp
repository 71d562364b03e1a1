#include "sim/run/why_worse.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"
#include "tests/support/bottleneck.h"

namespace tessera {
namespace {

std::optional<WhyWorse> why(const Graph& graph, const std::string& split, Grid grid) {
  const Program program(graph, runtimeNamed("liveness").rules);
  Block patches;
  patches.grid = grid;
  const Schedule schedule = patchBased(graph, operatorNamed(graph, split), patches);
  return whyWorse(program, schedule, simulate(program, schedule));
}

TEST(WhyWorse, AGoodScheduleNeedsNoExplanation) {
  EXPECT_FALSE(why(test::bottlenecks(3, 64), "b1.project", {2, 2}).has_value());
}

TEST(WhyWorse, BlamesTheKernelBehindTheExtraMacs) {
  const auto found = why(test::bottlenecks(7), "b2.add", {8, 8});
  ASSERT_TRUE(found.has_value());
  EXPECT_NE(found->reason.find("7x7 kernel of 'b2.dw'"), std::string::npos) << found->reason;
  EXPECT_FALSE(found->advice.empty());
}

TEST(WhyWorse, BlamesWhatRunsAfterTheSplit) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 1, 16, 16});
  const TensorId a = net.conv("a", x, 2, 3, 1, 1);
  const TensorId b = net.conv("b", a, 2, 3, 1, 1);
  const TensorId c = net.conv("c", b, 64, 1, 1, 0);
  const auto found = why(Graph(net.finish({net.conv("d", c, 64, 1, 1, 0)})), "b", {2, 2});
  ASSERT_TRUE(found.has_value());
  EXPECT_NE(found->reason.find("'d', which runs whole after it"), std::string::npos)
      << found->reason;
}

TEST(WhyWorse, BlamesTheResidentInputAndTheStageOutput) {
  test::Int8Network input;
  const TensorId x = input.input("x", {1, 64, 16, 16});
  const TensorId a = input.conv("a", x, 2, 3, 1, 1);
  const auto resident = why(Graph(input.finish({input.conv("b", a, 2, 3, 1, 1)})), "b", {2, 2});
  ASSERT_TRUE(resident.has_value());
  EXPECT_NE(resident->reason.find("whole input"), std::string::npos) << resident->reason;

  test::Int8Network output;
  const TensorId y = output.input("y", {1, 2, 16, 16});
  const TensorId first = output.conv("first", y, 2, 3, 1, 1);
  const auto assembled =
      why(Graph(output.finish({output.conv("last", first, 64, 3, 1, 1)})), "last", {2, 2});
  ASSERT_TRUE(assembled.has_value());
  EXPECT_NE(assembled->reason.find("assembled whole"), std::string::npos) << assembled->reason;
}

}  // namespace
}  // namespace tessera
