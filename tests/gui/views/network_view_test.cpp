#include "gui/views/network_view.h"

#include <gtest/gtest.h>

#include <QTest>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

class NetworkViewTest : public testing::Test {
 protected:
  NetworkViewTest() : view(selection, axis) {
    view.resize(1200, 800);
    view.show();
  }
  ~NetworkViewTest() override { QTest::qWait(0); }

  void show(const gui::Run& next) {
    run = next;
    selection.setRun(run);
    view.setRun(run);
    ASSERT_TRUE(test::waitUntil([&] { return view.layoutReady(); }));
  }

  Selection selection;
  TimeAxis axis;
  NetworkView view;
  gui::Run run;
};

TEST_F(NetworkViewTest, FiguresAreTheTraces) {
  const gui::Run run = test::mobilenet();
  const Trace& trace = run->report.run.trace;
  const NetworkFigures figures = networkFigures(*run);
  Macs macs;
  std::size_t steps = 0;
  std::size_t atPeak = 0;
  for (const NetworkNode& node : figures.nodes) {
    macs += node.macs;
    steps += node.steps;
    if (node.atPeak) {
      ++atPeak;
      EXPECT_EQ(node.peak, trace.totals.peak);
      EXPECT_EQ(node.peakStep, trace.totals.peakStep);
    }
  }
  EXPECT_EQ(macs, trace.totals.executed);
  EXPECT_EQ(steps, trace.steps.size());
  EXPECT_EQ(atPeak, 1U);
  EXPECT_EQ(figures.peak, trace.totals.peak);
  ASSERT_EQ(figures.stages.size(), 1U);
  EXPECT_EQ(figures.stages[0].grid, (Grid{4, 4}));
  EXPECT_TRUE(figures.nodes[figures.stages[0].nodes.back()].split);
}

TEST_F(NetworkViewTest, AClickSelectsAndBesideClears) {
  show(test::mobilenet());
  const OperatorId op(5);
  const QRectF box = view.nodeRect(op);
  ASSERT_FALSE(box.isEmpty());
  QTest::mouseClick(&view, Qt::LeftButton, {}, box.center().toPoint());
  EXPECT_EQ(selection.selected().op, op);
  QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(3, view.height() - 3));
  EXPECT_FALSE(selection.selected().op);
}

TEST_F(NetworkViewTest, EveryOperatorIsInSightAtFirstWhereThereIsRoom) {
  view.resize(1600, 1200);
  show(test::mobilenet());
  for (std::size_t i = 0; i < run->report.model.graph.operators().size(); ++i) {
    EXPECT_TRUE(QRectF(view.rect()).contains(view.nodeRect(OperatorId(i)))) << i;
  }
}

TEST_F(NetworkViewTest, TextsAreLegibleAtFirstEvenWhereItDoesNotFit) {
  const auto shownWidth = [&](int width, int height) {
    view.resize(width, height);
    view.fit();
    return view.nodeRect(OperatorId(0)).width();
  };
  show(test::mobilenet());
  const double whole = shownWidth(4000, 3000);
  EXPECT_GE(shownWidth(1080, 420), 0.86 * whole);
  EXPECT_GE(shownWidth(600, 250), 0.86 * whole);
  view.resize(1200, 800);
  view.fitForPicture();
  for (std::size_t i = 0; i < run->report.model.graph.operators().size(); ++i) {
    EXPECT_TRUE(QRectF(view.rect()).contains(view.nodeRect(OperatorId(i)))) << i;
  }
}

TEST_F(NetworkViewTest, DraggingPansAndADoubleClickShowsAll) {
  show(test::mobilenet());
  const QRectF before = view.nodeRect(OperatorId(0));
  QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(600, 400));
  QTest::mouseMove(&view, QPoint(640, 430));
  QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(640, 430));
  const QRectF dragged = view.nodeRect(OperatorId(0));
  EXPECT_NEAR(dragged.left(), before.left() + 40, 0.01);
  EXPECT_NEAR(dragged.top(), before.top() + 30, 0.01);
  QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(600, 400));
  for (std::size_t i = 0; i < run->report.model.graph.operators().size(); ++i) {
    EXPECT_TRUE(QRectF(view.rect()).contains(view.nodeRect(OperatorId(i)))) << i;
  }
  view.fit();
  EXPECT_EQ(view.nodeRect(OperatorId(0)), before);
}

TEST_F(NetworkViewTest, KeysWalkAndReveal) {
  show(test::mobilenet());
  QTest::keyClick(&view, Qt::Key_Home);
  EXPECT_EQ(selection.selected().op, OperatorId(0));
  QTest::keyClick(&view, Qt::Key_Down);
  EXPECT_EQ(selection.selected().op, OperatorId(1));
  for (int i = 0; i < 12; ++i) QTest::keyClick(&view, Qt::Key_Plus);
  selection.selectOperator(OperatorId(40));
  EXPECT_TRUE(view.nodeRect(OperatorId(40)).intersects(view.rect()));
}

TEST_F(NetworkViewTest, LaysOutOnceForTheSameStage) {
  show(test::mobilenet());
  view.setRun(test::mobilenet());
  EXPECT_TRUE(view.layoutReady());
  view.setRun(test::mobilenet("layer"));
  EXPECT_FALSE(view.layoutReady());
  EXPECT_TRUE(test::waitUntil([&] { return view.layoutReady(); }));
}

TEST_F(NetworkViewTest, ShowsNothingWithoutARun) {
  view.setRun(nullptr);
  EXPECT_FALSE(view.grab().isNull());
  EXPECT_TRUE(view.nodeRect(OperatorId(0)).isEmpty());
}

}  // namespace
}  // namespace tessera::gui
