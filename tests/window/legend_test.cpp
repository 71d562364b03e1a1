#include "gui/views/legend.h"

#include "gui/models/buffer_labels.h"
#include "gui/views/arena_painter.h"
#include "gui/views/timeline_chart.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Small : public App {
 protected:
  Small() {
    window.resize(1024, 700);
    openWhatDoesNotFit();
    show(QStringLiteral("memory"));
  }
};

/// Whether the colour is drawn above a plot, where only a legend is.
bool legendHas(QWidget& view, const QRectF& plot, const QColor& color) {
  const QImage image = view.grab().toImage();
  for (int y = 0; y < static_cast<int>(plot.top()) - 2; ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.pixelColor(x, y) == color) return true;
    }
  }
  return false;
}

TEST_F(Small, LegendsAreThere) {
  const Theme theme = themeOf(window.palette());
  const auto paints = paintsIn(window.document().run()->report.run.trace);
  ASSERT_GE(paints.size(), 4U);
  TimelineView& timeline = *window.pages().timeline;
  ArenaView& arena = *window.pages().arena;
  for (const std::size_t paint : paints) {
    EXPECT_TRUE(legendHas(timeline, timeline.chart().frame().area, theme.kinds[paint])) << paint;
    EXPECT_TRUE(legendHas(arena, arena.frame().area, theme.kinds[paint])) << paint;
  }
}

TEST_F(Small, LegendsWrapWhereARowIsFull) {
  const auto entries =
      legendOf(paintsIn(window.document().run()->report.run.trace), themeOf(window.palette()));
  const QFontMetricsF metrics(window.font());
  EXPECT_EQ(legendRows(entries, 4000, metrics), 1);
  EXPECT_GT(legendRows(entries, 200, metrics), 1);
  window.pages().timeline->resize(300, 200);
  const double top = window.pages().timeline->chart().frame().area.top();
  EXPECT_GE(top, 4 + (1 + legendRows(entries, 220, metrics)) * rowHeight(metrics));
}

TEST_F(Small, BuffersAreCalledByWhatWritesThem) {
  const gui::Run run = window.document().run();
  const BufferLabels labels(run);
  const Graph& graph = run->report.model.graph;
  const auto& buffers = run->report.run.trace.buffers;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const auto producer = graph.producer(buffers[i].tensor);
    if (!producer || isPersistent(buffers[i].kind)) continue;
    EXPECT_TRUE(labels.forms(i).front().starts_with(graph[*producer].name));
  }
  EXPECT_EQ(commonPrefix({"net/block_1/add", "net/block_2/conv"}), 4U);
}

/// A click somewhere else makes what is live there full and what was live dim.
TEST_F(Small, WhatIsLiveStandsOut) {
  ArenaView& arena = *window.pages().arena;
  const auto shot = [&] { return arena.grab().toImage(); };
  QTest::keyClick(window.pages().timeline, Qt::Key_Home);
  const QImage first = shot();
  QTest::keyClick(window.pages().timeline, Qt::Key_End);
  const QImage last = shot();
  const QColor input = themeOf(window.palette()).kind(BufferKind::stageInput);
  const auto count = [&](const QImage& image) {
    int pixels = 0;
    const int top = static_cast<int>(arena.frame().area.top());
    for (int y = top; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) pixels += image.pixelColor(x, y) == input ? 1 : 0;
    }
    return pixels;
  };
  EXPECT_GT(count(first), 1000);
  EXPECT_EQ(count(last), 0);
}

}  // namespace
}  // namespace tessera::gui
