#include "gui/views/schedule_panel.h"

#include <gtest/gtest.h>

#include <QTest>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

class SchedulePanelTest : public testing::Test {
 protected:
  SchedulePanelTest() : panel(document) {
    document.open(test::sample("resnet8-int8.onnx"));
    settle();
    const auto boxes = panel.findChildren<QSpinBox*>();
    rows = boxes.value(0);
    columns = boxes.value(1);
  }

  void settle() {
    EXPECT_TRUE(waitUntil([&] { return !document.busy(); }));
  }

  void run(const char* schedule) {
    RunSettings settings = document.settings();
    settings.schedule = schedule;
    document.setSettings(settings);
    settle();
  }

  Document document;
  SchedulePanel panel;
  QSpinBox* rows = nullptr;
  QSpinBox* columns = nullptr;
};

TEST_F(SchedulePanelTest, ShowsNoGridOfAScheduleThatItCannotSay) {
  run("patch:2x2@b0.conv1..b0.add");
  ASSERT_NE(document.run(), nullptr);
  EXPECT_EQ(rows->text(), QStringLiteral("\u2013"));
  EXPECT_EQ(columns->text(), QStringLiteral("\u2013"));
  RunSettings settings = document.settings();
  settings.planner = PlannerKind::tflm;
  document.setSettings(settings);
  settle();
  EXPECT_EQ(document.run()->settings, settings) << "other choices keep it";
  rows->stepUp();
  settle();
  EXPECT_EQ(document.run()->settings.schedule, "layer");
  EXPECT_EQ(columns->text(), QStringLiteral("1"));
}

TEST_F(SchedulePanelTest, ANumberCountsOnceItIsTyped) {
  run("patch:2x2@auto");
  panel.show();
  rows->setFocus();
  rows->selectAll();
  QTest::keyClicks(rows, QStringLiteral("1"));
  EXPECT_EQ(document.settings().schedule, "patch:2x2@auto");
  QTest::keyClicks(rows, QStringLiteral("0"));
  QTest::keyClick(rows, Qt::Key_Return);
  EXPECT_EQ(document.settings().schedule, "patch:10x2@auto");
  document.undo();
  EXPECT_EQ(document.settings().schedule, "patch:2x2@auto");
}

}  // namespace
}  // namespace tessera::gui
