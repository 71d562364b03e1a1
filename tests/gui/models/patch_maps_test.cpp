#include "gui/models/patch_maps.h"

#include <gtest/gtest.h>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

TEST(StageMaps, AreNoneLayerByLayerOrWithoutARun) {
  EXPECT_TRUE(stageMaps(nullptr).empty());
  EXPECT_TRUE(stageMaps(test::mobilenet("layer")).empty());
}

TEST(StageMaps, StepsAreThoseOfTheTrace) {
  const gui::Run run = test::mobilenet("patch:3x2@auto");
  const auto stages = stageMaps(run);
  ASSERT_EQ(stages.size(), 1U);
  const StageMaps& stage = stages.front();
  const auto& steps = run->report.run.trace.steps;
  const auto inputs = stage.maps.size() - static_cast<std::size_t>(stage.operators);
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(steps.size()); ++i) {
    const Step& step = steps[static_cast<std::size_t>(i)];
    ASSERT_EQ(stage.steps().contains(i), step.block == stage.block) << i;
    if (!stage.steps().contains(i)) continue;
    EXPECT_EQ(stage.patch(stage.patchOf(i)), step.patch) << i;
    EXPECT_EQ(stage.maps[inputs + static_cast<std::size_t>(stage.operatorOf(i))].op, step.op) << i;
    EXPECT_EQ(stage.stepOf(stage.patchOf(i), stage.operatorOf(i)), i);
  }
}

TEST(StageMaps, BeginAtTheStageInputAndEndAtItsOutput) {
  const auto stages = stageMaps(test::mobilenet("patch:4x4@auto"));
  ASSERT_EQ(stages.size(), 1U);
  const auto& maps = stages.front().maps;
  EXPECT_FALSE(maps.front().op);
  EXPECT_EQ(maps.front().sizeText(), "144 \u00d7 144 \u00d7 3");
  EXPECT_TRUE(maps.back().isStageOutput);
  EXPECT_EQ(maps.back().coverage.most(), 1);
  EXPECT_TRUE(maps.back().coverage.isComplete());
}

/// The MACs that the patches execute are those that the areas come to.
TEST(StageMaps, RecomputedAreaIsTheReportsRecomputedWork) {
  const gui::Run run = test::mobilenet("patch:4x4@auto");
  const StageMaps stage = stageMaps(run).front();
  const StageSummary& summary = run->report.run.stages.front();
  const auto inputs = stage.maps.size() - summary.operators.size();
  for (std::size_t i = 0; i < summary.operators.size(); ++i) {
    const StageMap& map = stage.maps[inputs + i];
    std::int64_t area = 0;
    for (const CoverageCell& cell : map.coverage.cells()) area += cell.region.area() * cell.times;
    const auto& op = summary.operators[i];
    EXPECT_EQ(op.executed.count() * map.whole.area(), op.once.count() * area) << map.name;
  }
  EXPECT_EQ(stage.once, summary.once);
  EXPECT_EQ(stage.executed, summary.executed);
}

TEST(StageMaps, DescribeAMapHalfOpen) {
  const StageMaps stage = stageMaps(test::mobilenet("patch:2x2@auto")).front();
  const StageMap& last = stage.maps.back();
  EXPECT_EQ(describeMap(stage, last, 3, 20, 35),
            "b1.project writes " + last.tensor +
                "\n36 \u00d7 36 \u00d7 8 (rows \u00d7 columns \u00d7 channels)"
                "\nPatch 1,1: rows [18, 36), columns [18, 36)"
                "\nHalo: none, no other patch has any of it"
                "\nRow 20, column 35: computed 1\u00d7");
  const std::string input = describeMap(stage, stage.maps.front(), 0, 72, 72);
  EXPECT_NE(input.find("Stage input"), std::string::npos) << input;
  EXPECT_NE(input.find("Row 72, column 72: read 4\u00d7"), std::string::npos) << input;
  EXPECT_EQ(describeMap(stage, last, 3, -1, 0).find("Row"), std::string::npos);
}

}  // namespace
}  // namespace tessera::gui
