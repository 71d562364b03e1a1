#include "core/architecture/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/architecture/architecture_json_read.h"
#include "tests/support/expect_error.h"

namespace tessera::arch {
namespace {

Plan planFor(const std::string& input, const std::string& layers) {
  return planOf(parseArchitecture(R"({"schema": 1, "name": "n", "source": "s", "input": )" + input +
                                      R"(, "layers": )" + layers + "}",
                                  "net.json"));
}

ConvNode onlyConv(const std::string& input, const std::string& conv) {
  return std::get<ConvNode>(planFor(input, R"([{"conv": )" + conv + "}]").nodes.at(1).kind);
}

std::vector<std::string> names(const Plan& plan) {
  std::vector<std::string> found;
  for (const PlannedNode& node : plan.nodes) found.push_back(node.name);
  return found;
}

// TensorFlow's documentation of SAME: the odd element goes to the bottom and right.
TEST(Plan, SamePaddingIsTensorFlows) {
  const ConvNode stem =
      onlyConv("[3, 96, 96]", R"({"name": "c", "out": 8, "kernel": 3, "stride": 2})");
  EXPECT_EQ(stem.pads, (std::array<std::int64_t, 4>{0, 0, 1, 1}));
  // MLPerf Tiny's keyword spotting: 49x10 becomes 25x5 under 10x4 kernels with stride 2.
  const ConvNode keyword =
      onlyConv("[1, 49, 10]", R"({"name": "c", "out": 64, "kernel": [10, 4], "stride": 2})");
  EXPECT_EQ(keyword.pads, (std::array<std::int64_t, 4>{4, 1, 5, 1}));
}

TEST(Plan, SymmetricPaddingIsHalfTheKernel) {
  const ConvNode conv =
      onlyConv("[3, 224, 224]",
               R"({"name": "c", "out": 32, "kernel": 7, "stride": 2, "padding": "symmetric"})");
  EXPECT_EQ(conv.pads, (std::array<std::int64_t, 4>{3, 3, 3, 3}));
}

TEST(Plan, ShapesFollowTheWindows) {
  const Plan plan = planFor("[1, 49, 10]", R"([
      {"conv": {"name": "a", "out": 64, "kernel": [10, 4], "stride": 2}},
      {"separable": {"name": "b", "out": 32, "kernel": 3, "padding": "valid"}},
      {"pool": {}}, {"fc": {"out": 12}}, {"softmax": {}}])");
  EXPECT_THAT(names(plan), testing::ElementsAre("input", "a", "b.dw", "b.pw", "pool", "fc.flatten",
                                                "fc", "softmax"));
  EXPECT_EQ(plan.nodes[1].shape, (Shape{1, 64, 25, 5}));
  EXPECT_EQ(plan.nodes[2].shape, (Shape{1, 64, 23, 3}));
  EXPECT_EQ(std::get<ConvNode>(plan.nodes[2].kind).groups, 64);
  EXPECT_EQ(plan.nodes[3].shape, (Shape{1, 32, 23, 3}));
  EXPECT_EQ(plan.nodes[4].shape, (Shape{1, 32, 1, 1}));
  EXPECT_EQ(plan.nodes[5].shape, (Shape{1, 32}));
  EXPECT_EQ(plan.nodes[7].shape, (Shape{1, 12}));
}

TEST(Plan, AResidualAddsBranchAndShortcutOfTheSameInput) {
  const Plan plan = planFor("[4, 8, 8]", R"([
      {"residual": {"name": "r", "activation": "relu",
        "branch": [{"conv": {"name": "a", "out": 8, "kernel": 3, "stride": 2}}],
        "shortcut": [{"conv": {"name": "s", "out": 8, "kernel": 1, "stride": 2}}]}},
      {"mb": {"name": "b", "kernel": 3, "out": 8, "residual": true}}])");
  EXPECT_THAT(names(plan),
              testing::ElementsAre("input", "r.a", "r.s", "r.add", "b.dw", "b.project", "b.add"));
  EXPECT_THAT(plan.nodes[1].inputs, testing::ElementsAre(0U));
  EXPECT_THAT(plan.nodes[2].inputs, testing::ElementsAre(0U));
  EXPECT_THAT(plan.nodes[3].inputs, testing::ElementsAre(2U, 1U));
  EXPECT_EQ(plan.nodes[3].activation, LayerActivation::relu);
  EXPECT_THAT(plan.nodes[6].inputs, testing::ElementsAre(3U, 5U));
}

void expectPlanRefused(const std::string& input, const std::string& layers,
                       const std::vector<std::string>& words) {
  SCOPED_TRACE(layers);
  test::expectError(ErrorCode::input, words, [&] { planFor(input, layers); });
}

TEST(Plan, RefusesWhatDoesNotFit) {
  expectPlanRefused("[3, 4, 4]",
                    R"([{"conv": {"name": "c", "out": 1, "kernel": 5, "padding": "valid"}}])",
                    {"n: layer 'c'", "larger than its padded input 1x3x4x4"});
  expectPlanRefused("[640]", R"([{"conv": {"name": "c", "out": 1, "kernel": 1}}])",
                    {"layer 'c'", "feature map", "1x640"});
  expectPlanRefused("[3, 4, 4]",
                    R"([{"mb": {"name": "b", "kernel": 3, "out": 4, "residual": true}}])",
                    {"layer 'b'", "1x4x4x4", "1x3x4x4"});
  expectPlanRefused("[3, 4, 4]", R"([{"pool": {}}, {"fc": {"out": 2}}, {"fc": {"out": 2}}])",
                    {"layer 'fc'", "another layer has this name"});
  expectPlanRefused("[3, 65536, 65536]", R"([{"fc": {"out": 65536}}])", {"too many"});
  expectPlanRefused("[65536, 65536, 65536]", R"([{"fc": {"out": 65536}}])", {"too many"});
}

TEST(Plan, ABottleneckIsExpandDepthwiseSqueezeProject) {
  const Plan plan =
      planFor("[4, 8, 8]", R"([{"mb": {"name": "b", "expand": 24, "kernel": 3, "out": 4,
      "squeeze": 2, "residual": true, "activation": "relu"}}])");
  EXPECT_EQ(names(plan),
            (std::vector<std::string>{"input", "b.expand", "b.dw", "b.se.pool", "b.se.reduce",
                                      "b.se.expand", "b.se.scale", "b.project", "b.add"}));
  EXPECT_EQ(plan.nodes[4].shape, (Shape{1, 2, 1, 1}));
  EXPECT_EQ(plan.nodes[5].activation, LayerActivation::sigmoid);
  EXPECT_EQ(plan.nodes[6].inputs, (std::vector<std::size_t>{2, 5}));
  EXPECT_EQ(plan.nodes[7].activation, LayerActivation::none);
  EXPECT_EQ(plan.nodes[8].inputs, (std::vector<std::size_t>{0, 7}));
}

}  // namespace
}  // namespace tessera::arch
