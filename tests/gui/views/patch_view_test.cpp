#include "gui/views/patch_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

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

/// ResNet-8 with two stages, of 4 x 4 and of 2 x 2 patches.
gui::Run twoStages() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("two.json"));
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  file.write(R"({"tessera_schedule": 1, "blocks": [
    {"to": "b0.add", "grid": "4x4"},
    {"operators": ["b1.conv1", "b1.conv2", "b1.short", "b1.add"], "grid": "2x2"}]})");
  file.close();
  RunSettings settings;
  settings.schedule = path.toStdString();
  return test::runOf(test::sample("resnet8-int8.onnx"), settings);
}

TEST_F(PatchViewTest, OffersEachOfSeveralStages) {
  take(twoStages());
  selection.selectStep(0);
  auto* stages = view.controls().findChild<QComboBox*>(QStringLiteral("stages"));
  ASSERT_NE(stages, nullptr);
  EXPECT_TRUE(stages->isVisible());
  ASSERT_EQ(stages->count(), 2);
  stages->setCurrentIndex(1);
  EXPECT_EQ(selection.selected().cursor, 64) << "behind 16 patches of 4 operators";
  EXPECT_EQ(view.controls().slider().maximum(), 3);
  view.controls().slider().setValue(3);
  EXPECT_EQ(selection.selected().cursor, 76);
  selection.selectStep(5);
  EXPECT_EQ(stages->currentIndex(), 0) << "where the cursor is";
  EXPECT_EQ(view.patch(), 1);
}

TEST_F(PatchViewTest, HoveringReadsOut) {
  QApplication::processEvents();
  selection.selectStep(35);
  QTest::mouseMove(&view.canvas(), view.canvas().mapRect(0).center().toPoint());
  EXPECT_TRUE(test::waitUntil([] { return QToolTip::isVisible(); }));
  EXPECT_TRUE(QToolTip::text().startsWith(QStringLiteral("Stage input input")))
      << QToolTip::text().toStdString();
  EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("Row 72, column 72: read 4\u00d7")))
      << QToolTip::text().toStdString();
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
