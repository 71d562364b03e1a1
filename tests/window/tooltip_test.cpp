#include <QToolTip>

#include "gui/views/timeline_chart.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class ToolTips : public App {};

/// Twice as long as Qt waits before it asks for a tooltip of a mouse that rests.
constexpr int aRest = 1500;

TEST_F(ToolTips, StayWhileTheMouseRests) {
  openSample("resnet8-int8.onnx");
  show(QStringLiteral("memory"));
  TimelineChart& chart = window.pages().timeline->chart();
  const QPoint middle = chart.frame().area.center().toPoint();
  test::Hand hand;
  hand.move(*chart.viewport(), middle);
  test::execUntil([] { return QToolTip::isVisible(); });
  ASSERT_TRUE(QToolTip::isVisible());
  hand.rest();
  test::execUntil([] { return !QToolTip::isVisible(); }, aRest);
  EXPECT_TRUE(QToolTip::isVisible());
  EXPECT_EQ(QToolTip::text(), window.pages().timeline->hoverText(middle));
}

}  // namespace
}  // namespace tessera::gui
