#include "gui/views/patch_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

class PatchViewTest : public testing::Test {
 protected:
  PatchViewTest() : view(selection, axis) {
    view.resize(1000, 600);
    view.show();
    take(test::mobilenet());
  }

  void take(const gui::Run& next) {
    run = next;
    selection.setRun(run);
    view.setRun(run);
  }

  const Step& step() const {
    return run->report.run.trace.steps[static_cast<std::size_t>(selection.selected().cursor)];
  }

  gui::Run run;
  Selection selection;
  TimeAxis axis;
  PatchView view;
};

TEST_F(PatchViewTest, TheSliderMovesTheCursorAndTheCursorTheSlider) {
  selection.selectStep(0);
  EXPECT_EQ(view.controls().slider().value(), 0);
  const OperatorId op = step().op;
  view.controls().slider().setValue(6);
  EXPECT_EQ(step().patch, (Patch{1, 2}));
  EXPECT_EQ(step().op, op) << "the operator stays";
  selection.selectStep(35);
  EXPECT_EQ(view.controls().slider().value(), 3);
  EXPECT_EQ(view.patch(), 3);
}

TEST_F(PatchViewTest, KeepsThePatchWhereTheCursorLeavesTheStage) {
  selection.selectStep(35);
  selection.selectStep(static_cast<std::int64_t>(run->report.run.trace.steps.size()) - 1);
  EXPECT_EQ(view.patch(), 3);
}

TEST_F(PatchViewTest, PlaysThroughTheStepsAndRound) {
  selection.selectStep(158);
  Q_EMIT view.controls().tick();
  EXPECT_EQ(selection.selected().cursor, 159);
  Q_EMIT view.controls().tick();
  EXPECT_EQ(selection.selected().cursor, 0) << "from the end of the stage to its beginning";
  view.controls().setPlaying(true);
  EXPECT_TRUE(test::waitUntil([&] { return selection.selected().cursor >= 2; }));
  view.controls().setPlaying(false);
}

TEST_F(PatchViewTest, AClickOnAMapSelectsItsOperatorInThisPatch) {
  selection.selectStep(35);
  const QPointF on = view.canvas().mapRect(3).center();
  QTest::mouseClick(&view.canvas(), Qt::LeftButton, {}, on.toPoint());
  EXPECT_EQ(selection.selected().cursor, 32) << "map 0 is the stage input";
  EXPECT_EQ(selection.selected().op, step().op);
  EXPECT_EQ(view.patch(), 3);
  QTest::mouseDClick(&view.canvas(), Qt::LeftButton, {}, on.toPoint());
  EXPECT_GT(selection.selected().steps.length(), 100) << "all patches";
}

TEST_F(PatchViewTest, Keys) {
  selection.selectStep(35);
  QTest::keyClick(&view, Qt::Key_Right);
  EXPECT_EQ(selection.selected().cursor, 36);
  QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(selection.selected().cursor, 26);
  QTest::keyClick(&view, Qt::Key_PageDown);
  EXPECT_EQ(selection.selected().cursor, 36);
  QTest::keyClick(&view, Qt::Key_End);
  EXPECT_EQ(selection.selected().cursor, 159);
  QTest::keyClick(&view, Qt::Key_Home);
  EXPECT_EQ(selection.selected().cursor, 0);
}

TEST_F(PatchViewTest, SaysWhyThereIsNothing) {
  EXPECT_FALSE(view.emptyText().isVisible());
  take(test::mobilenet("layer"));
  EXPECT_TRUE(view.emptyText().isVisible());
  EXPECT_TRUE(view.emptyText().text().startsWith(QStringLiteral("Runs layer by layer")));
  QTest::keyClick(&view, Qt::Key_Right);
  take(nullptr);
  EXPECT_TRUE(view.emptyText().text().startsWith(QStringLiteral("Open a model")));
}

TEST_F(PatchViewTest, MapsLieApartInsideTheCanvas) {
  QApplication::processEvents();
  const auto maps = stageMaps(run).front().maps.size();
  for (std::size_t i = 0; i < maps; ++i) {
    const QRectF rect = view.canvas().mapRect(i);
    EXPECT_TRUE(QRectF(view.canvas().rect()).contains(rect)) << i;
    EXPECT_EQ(view.canvas().mapAt(rect.center()), i);
    for (std::size_t k = 0; k < i; ++k) {
      EXPECT_FALSE(view.canvas().mapRect(k).intersects(rect)) << i << " and " << k;
    }
  }
}

}  // namespace
}  // namespace tessera::gui
