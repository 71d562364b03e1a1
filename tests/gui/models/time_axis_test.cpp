#include "gui/models/time_axis.h"

#include <gtest/gtest.h>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::mobilenet;

TEST(TimeAxis, ShowsAllStepsOfANewRun) {
  TimeAxis axis;
  const gui::Run run = mobilenet("layer");
  axis.setRun(run);
  const auto steps = static_cast<double>(run->report.run.trace.steps.size());
  EXPECT_EQ(axis.visible(), (VisibleRange{0, steps}));
  EXPECT_EQ(axis.stepAt(0), 0);
  EXPECT_EQ(axis.stepAt(3.5), 3);
  EXPECT_EQ(axis.stepAt(1e9), axis.steps() - 1);
  EXPECT_EQ(axis.stepBegin(3), 3);
  EXPECT_EQ(axis.stepEnd(3), 4);
}

TEST(TimeAxis, ZoomsAroundAPositionThatStays) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  axis.zoomTo({10, 30});
  axis.zoomAround(15, 0.5);
  EXPECT_EQ(axis.visible(), (VisibleRange{12.5, 22.5}));
}

TEST(TimeAxis, GoesBackAndForward) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  const VisibleRange whole = axis.visible();
  axis.zoomTo({10, 30});
  axis.zoomTo({12, 14});
  axis.back();
  EXPECT_EQ(axis.visible(), (VisibleRange{10, 30}));
  axis.back();
  EXPECT_EQ(axis.visible(), whole);
  EXPECT_FALSE(axis.canGoBack());
  axis.forward();
  EXPECT_EQ(axis.visible(), (VisibleRange{10, 30}));
  axis.reset();
  EXPECT_TRUE(axis.isWhole());
  EXPECT_FALSE(axis.canGoForward());
}

TEST(TimeAxis, TurnsOfTheWheelAreOneEntryOfTheHistory) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  axis.zoomTo({10, 50});
  axis.zoomAround(20, 0.5);
  axis.zoomAround(20, 0.5);
  axis.zoomAround(21, 0.5);
  axis.back();
  EXPECT_EQ(axis.visible(), (VisibleRange{10, 50}));
  axis.zoomAround(20, 0.5);
  axis.back();
  EXPECT_EQ(axis.visible(), (VisibleRange{10, 50}));
}

TEST(TimeAxis, StaysWithinTheRun) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  axis.zoomTo({-50, 5});
  EXPECT_EQ(axis.visible().begin, 0);
  axis.pan(1e9);
  EXPECT_EQ(axis.visible().end, axis.end());
  axis.zoomTo({20, 20});
  EXPECT_DOUBLE_EQ(axis.visible().end - axis.visible().begin, 1);
}

TEST(TimeAxis, KeepsTheZoomWhereTheStepsAreTheSame) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  axis.zoomTo({10, 30});
  axis.setRun(mobilenet("layer"));
  EXPECT_EQ(axis.visible(), (VisibleRange{10, 30}));
  axis.setRun(mobilenet("patch:2x2@auto"));
  EXPECT_TRUE(axis.isWhole());
}

TEST(TimeAxis, HasNoTimeWithoutALatency) {
  TimeAxis axis;
  axis.setRun(mobilenet("layer"));
  EXPECT_FALSE(axis.canShowTime());
  axis.setUnit(TimelineAxis::milliseconds);
  EXPECT_EQ(axis.unit(), TimelineAxis::steps);
}

TEST(TimeAxis, ChangesItsUnitAroundTheSameSteps) {
  RunSettings settings;
  settings.board = "NUCLEO-H743ZI2";
  settings.runtime = "st-balanced";
  TimeAxis axis;
  axis.setRun(test::runOf(test::mobilenetFile(), settings));
  ASSERT_TRUE(axis.canShowTime());
  axis.zoomTo({10, 30});
  axis.setUnit(TimelineAxis::milliseconds);
  EXPECT_EQ(axis.stepAt(axis.visible().begin + 1e-9), 10);
  EXPECT_DOUBLE_EQ(axis.visible().begin, axis.stepBegin(10));
}

TEST(TimeAxis, IsEmptyWithoutARun) {
  TimeAxis axis;
  axis.setRun(nullptr);
  EXPECT_EQ(axis.steps(), 0);
  EXPECT_EQ(axis.stepAt(5), 0);
  axis.zoomTo({0, 5});
  EXPECT_EQ(axis.visible(), (VisibleRange{0, 0}));
}

}  // namespace
}  // namespace tessera::gui
