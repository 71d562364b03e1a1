#include "gui/views/timeline_view.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QBuffer>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>
#include <QWheelEvent>
#include <set>

#include "gui/views/arena_view.h"
#include "gui/views/timeline_chart.h"
#include "sim/study/run_schedule.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

/// Both views on one run, shown.
struct Views {
  explicit Views(gui::Run shown, QSize size = {900, 300}) : run(std::move(shown)) {
    axis.setRun(run);
    selection.setRun(run);
    for (QWidget* view : std::initializer_list<QWidget*>{&timeline, &arena}) {
      view->resize(size);
      view->show();
    }
    timeline.setRun(run);
    arena.setRun(run);
    QApplication::processEvents();
  }

  QWidget* plot() { return timeline.chart().viewport(); }
  /// A place in the timeline's plot: fractions from the left and from the top.
  QPoint at(double x, double y = 0.5) {
    const QRectF area = timeline.chart().frame().area;
    return QPointF(area.left() + x * area.width(), area.top() + y * area.height()).toPoint();
  }
  const Trace& trace() const { return run->report.run.trace; }

  gui::Run run;
  Selection selection;
  TimeAxis axis;
  TimelineView timeline{selection, axis};
  ArenaView arena{selection, axis};
};

void wheel(QWidget* widget, QPoint at, int notches, Qt::KeyboardModifiers modifiers = {}) {
  QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(widget, &event);
}

void drag(QWidget* widget, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
          Qt::KeyboardModifiers modifiers = {}) {
  QTest::mousePress(widget, button, modifiers, from);
  for (const QPoint at : {(from + to) / 2, to}) {
    QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, button,
                     modifiers);
    QApplication::sendEvent(widget, &move);
  }
  QTest::mouseRelease(widget, button, modifiers, to);
}

QPoint center(const ArenaView& view, const TimeAxis& axis, Interval steps, Interval addresses) {
  const PlotFrame frame = view.frame();
  const double x = frame.x((axis.stepBegin(steps.begin) + axis.stepBegin(steps.end)) / 2);
  return QPointF(x, frame.y(static_cast<double>(addresses.begin + addresses.end) / 2)).toPoint();
}

TEST(PlotMouse, TheWheelZoomsAroundTheMouse) {
  Views views(test::mobilenet());
  const QPoint at = views.at(0.25);
  const double before = views.timeline.chart().frame().positionAt(at.x());
  wheel(views.plot(), at, 3);
  const VisibleRange visible = views.axis.visible();
  EXPECT_LT(visible.end - visible.begin, views.axis.end() * 0.6);
  EXPECT_NEAR(views.timeline.chart().frame().positionAt(at.x()), before, 1e-6);
  wheel(views.plot(), at, -6);
  EXPECT_TRUE(views.axis.isWhole());
}

TEST(PlotMouse, ARubberBandZoomsBothViewsAndEscapeGoesBack) {
  Views views(test::mobilenet());
  const PlotFrame frame = views.timeline.chart().frame();
  drag(views.plot(), views.at(0.2), views.at(0.6));
  EXPECT_NEAR(views.axis.visible().begin, frame.positionAt(views.at(0.2).x()), 1e-6);
  EXPECT_NEAR(views.axis.visible().end, frame.positionAt(views.at(0.6).x()), 1e-6);
  EXPECT_EQ(views.arena.frame().visible, views.axis.visible());
  EXPECT_TRUE(views.selection.selected().steps.empty()) << "zooming selects nothing";
  QTest::keyClick(&views.timeline, Qt::Key_Left, Qt::AltModifier);
  EXPECT_TRUE(views.axis.isWhole());
  QTest::keyClick(&views.timeline, Qt::Key_Right, Qt::AltModifier);
  EXPECT_FALSE(views.axis.isWhole());
  QTest::keyClick(&views.timeline, Qt::Key_Escape);
  EXPECT_TRUE(views.axis.isWhole());
}

TEST(PlotMouse, EscapeGivesUpABand) {
  Views views(test::mobilenet());
  QTest::mousePress(views.plot(), Qt::LeftButton, {}, views.at(0.2));
  QMouseEvent move(QEvent::MouseMove, views.at(0.6), views.plot()->mapToGlobal(views.at(0.6)),
                   Qt::NoButton, Qt::LeftButton, {});
  QApplication::sendEvent(views.plot(), &move);
  ASSERT_TRUE(views.timeline.chart().mouse().band());
  QTest::keyClick(&views.timeline, Qt::Key_Escape);
  EXPECT_FALSE(views.timeline.chart().mouse().band());
  QTest::mouseRelease(views.plot(), Qt::LeftButton, {}, views.at(0.6));
  EXPECT_TRUE(views.axis.isWhole());
}

TEST(PlotMouse, ADoubleClickShowsAll) {
  Views views(test::mobilenet());
  views.axis.zoomTo({10, 20});
  QTest::mouseDClick(views.plot(), Qt::LeftButton, {}, views.at(0.5));
  EXPECT_TRUE(views.axis.isWhole());
}

TEST(PlotMouse, DraggingWithShiftSelectsSteps) {
  Views views(test::mobilenet());
  views.axis.zoomTo({0, 20});
  drag(views.plot(), views.at(0.26), views.at(0.52), Qt::LeftButton, Qt::ShiftModifier);
  EXPECT_EQ(views.selection.selected().steps, (Interval{5, 11}));
  EXPECT_EQ(views.axis.visible(), (VisibleRange{0, 20}));
}

TEST(PlotMouse, TheMiddleButtonPans) {
  Views views(test::mobilenet());
  views.axis.zoomTo({20, 40});
  drag(views.plot(), views.at(0.75), views.at(0.25), Qt::MiddleButton);
  EXPECT_NEAR(views.axis.visible().begin, 30, 0.1);
  EXPECT_NEAR(views.axis.visible().end, 50, 0.1);
}

TEST(PlotMouse, TheWheelWithShiftPans) {
  Views views(test::mobilenet());
  views.axis.zoomTo({20, 40});
  wheel(views.plot(), views.at(0.5), -1, Qt::ShiftModifier);
  EXPECT_NEAR(views.axis.visible().begin, 22, 1e-9);
}

TEST(PlotMouse, KeysMoveTheCursorAndKeepItInView) {
  Views views(test::mobilenet());
  views.selection.selectStep(0);
  views.axis.zoomTo({0, 8});
  QTest::keyClick(&views.timeline, Qt::Key_Right);
  EXPECT_EQ(views.selection.selected().cursor, 1);
  QTest::keyClick(&views.timeline, Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(views.selection.selected().cursor, 11);
  EXPECT_GE(views.axis.visible().end, 12);
  QTest::keyClick(&views.arena, Qt::Key_End);
  EXPECT_EQ(views.selection.selected().cursor, views.axis.steps() - 1);
  QTest::keyClick(&views.arena, Qt::Key_Home);
  EXPECT_EQ(views.selection.selected().cursor, 0);
  EXPECT_EQ(views.axis.visible().begin, 0);
  QTest::keyClick(&views.arena, Qt::Key_Escape);
  EXPECT_TRUE(views.selection.selected().steps.empty());
}

TEST(PlotMouse, ALineFollowsTheMouseUntilItLeaves) {
  Views views(test::mobilenet());
  const QImage before = views.timeline.grab().toImage();
  QMouseEvent move(QEvent::MouseMove, views.at(0.9), views.plot()->mapToGlobal(views.at(0.9)),
                   Qt::NoButton, Qt::NoButton, {});
  QApplication::sendEvent(views.plot(), &move);
  EXPECT_EQ(views.timeline.chart().mouse().hover(), std::optional<double>(views.at(0.9).x()));
  EXPECT_NE(views.timeline.grab().toImage(), before);
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(views.plot(), &leave);
  EXPECT_EQ(views.timeline.grab().toImage(), before);
}

TEST(TimelineView, AClickSelectsTheStep) {
  Views views(test::mobilenet());
  views.axis.zoomTo({10, 20});
  QTest::mouseClick(views.plot(), Qt::LeftButton, {}, views.at(0.35));
  EXPECT_EQ(views.selection.selected().steps, (Interval{13, 14}));
}

TEST(TimelineView, ReadsOutTheReportsNumbers) {
  Views views(test::mobilenet());
  views.axis.zoomTo({10, 20});
  const QString text = views.timeline.hoverText(views.at(0.35));
  const Step& step = views.trace().steps[13];
  for (const std::string& word :
       {std::string("Step 13 of "), views.run->report.model.graph[step.op].name,
        exactBytes(step.live),
        "patch " + std::to_string(step.patch.row) + "," + std::to_string(step.patch.column)}) {
    EXPECT_TRUE(text.contains(QString::fromStdString(word)))
        << word << " in " << text.toStdString();
  }
  EXPECT_TRUE(views.timeline.hoverText({1, 1}).isEmpty());
}

TEST(TimelineView, TheOutlineReachesThePeakAtEveryZoom) {
  Views views(test::mobilenet("patch:8x8@auto"));
  const auto peak = static_cast<double>(views.trace().totals.peak.count());
  for (const int width : {250, 900, 1800}) {
    views.timeline.resize(width, 300);
    views.timeline.grab();
    const auto series = views.timeline.chart().chart()->series();
    double highest = 0;
    for (const QPointF& corner : qobject_cast<QLineSeries*>(series.back())->points()) {
      highest = std::max(highest, corner.y());
    }
    EXPECT_EQ(highest, peak);
  }
}

TEST(TimelineView, AnOverlayIsDrawnOnTheSameAxis) {
  Views views(test::mobilenet());
  const gui::Run layers = test::mobilenet("layer");
  views.timeline.setOverlay(layers);
  views.timeline.grab();
  auto* overlay = qobject_cast<QLineSeries*>(views.timeline.chart().chart()->series().front());
  ASSERT_GT(overlay->count(), 0);
  EXPECT_EQ(overlay->points().last().x(),
            static_cast<double>(layers->report.run.trace.steps.size()));
  EXPECT_GE(views.timeline.chart().frame().most,
            static_cast<double>(layers->report.run.trace.totals.peak.count()));
  views.timeline.setOverlay(nullptr);
  views.timeline.grab();
  EXPECT_EQ(overlay->count(), 0);
}

TEST(ArenaView, IsAlignedWithTheTimeline) {
  Views views(test::mobilenet());
  const QRectF above = views.timeline.chart().frame().area;
  const QRectF below = views.arena.frame().area;
  EXPECT_EQ(above.left(), below.left());
  EXPECT_EQ(above.right(), below.right());
}

TEST(ArenaView, AClickSelectsTheBufferAndElseTheStep) {
  Views views(test::mobilenet());
  const ArenaMap map(views.run);
  views.axis.zoomTo({0, 13});
  for (const std::size_t buffer : map.liveIn({3, 4})) {
    const Interval steps = intersect(map.steps(buffer), {3, 4});
    const QPoint at = center(views.arena, views.axis, steps, map.addresses(buffer));
    QTest::mouseClick(&views.arena, Qt::LeftButton, {}, at);
    EXPECT_EQ(views.selection.selected().buffer, std::optional(buffer));
  }
  const QRectF area = views.arena.frame().area;
  QTest::mouseClick(&views.arena, Qt::LeftButton, {},
                    QPoint(static_cast<int>(area.left()) + 3, static_cast<int>(area.top()) + 1));
  EXPECT_EQ(views.selection.selected().steps, (Interval{0, 1}));
  EXPECT_FALSE(views.selection.selected().buffer);
}

TEST(ArenaView, ReadsOutTheReportsNumbers) {
  Views views(test::mobilenet());
  const ArenaMap map(views.run);
  const std::size_t buffer = map.liveIn({3, 4}).front();
  const QPoint at = center(views.arena, views.axis, map.steps(buffer), map.addresses(buffer));
  const QString text = views.arena.hoverText(at);
  const Buffer& expected = views.trace().buffers[buffer];
  for (const std::string& word :
       {bufferName(views.run->report.model.graph, expected), exactBytes(expected.bytes),
        "at offset " + grouped(views.run->report.run.arena->plan.offsets[buffer].count()),
        std::string("read by ")}) {
    EXPECT_TRUE(text.contains(QString::fromStdString(word)))
        << word << " in " << text.toStdString();
  }
}

TEST(ArenaView, SaysWhenTheArenaIsBeingPlanned) {
  Views views(test::unplanned(test::mobilenet()));
  EXPECT_TRUE(views.arena.hoverText({300, 150}).isEmpty());
  QTest::mouseClick(&views.arena, Qt::LeftButton, {}, {300, 150});
  EXPECT_FALSE(views.selection.selected().buffer);
  EXPECT_FALSE(views.arena.grab().isNull());
}

gui::Run planned(PlannerKind planner) {
  gui::RunSettings settings;
  settings.schedule = "patch:4x4@auto";
  settings.runtime = "tinyengine";
  settings.planner = planner;
  return test::runOf(test::mobilenetFile(), settings);
}

TEST(ArenaView, RepacksUnderAnotherPlanner) {
  const gui::Run exact = planned(PlannerKind::exact);
  const gui::Run greedy = planned(PlannerKind::tflm);
  ASSERT_NE(exact->report.run.arena->plan.offsets, greedy->report.run.arena->plan.offsets);
  Views views(exact);
  const QPoint inside = views.arena.frame().area.center().toPoint();
  const QString before = views.arena.hoverText(inside);
  views.arena.setRun(test::unplanned(greedy));
  EXPECT_EQ(views.arena.hoverText(inside), before) << "the old plan while the new one is made";
  views.arena.setRun(greedy);
  EXPECT_TRUE(test::waitUntil([&] { return !views.arena.moving(); }));
  Views fresh(greedy);
  EXPECT_EQ(views.arena.grab().toImage(), fresh.arena.grab().toImage());
}

TEST(ArenaView, AnotherScheduleIsNoRepacking) {
  Views views(planned(PlannerKind::exact));
  const gui::Run other = test::mobilenet("layer");
  views.axis.setRun(other);
  views.selection.setRun(other);
  views.arena.setRun(test::unplanned(other));
  EXPECT_TRUE(views.arena.hoverText(views.arena.frame().area.center()).isEmpty());
  views.arena.setRun(other);
  EXPECT_FALSE(views.arena.moving());
}

/// Whether a picture has more than its ground.
bool isDrawn(const QImage& image) {
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.pixel(x, y) != image.pixel(0, 0)) return true;
    }
  }
  return false;
}

TEST(MemoryViews, DrawAtEverySizeWithAndWithoutARun) {
  for (const gui::Run& run :
       {gui::Run(), test::mobilenet(), test::unplanned(test::mobilenet("layer"))}) {
    for (const QSize size : {QSize(300, 150), QSize(120, 40), QSize(1600, 900), QSize(1, 1)}) {
      Views views(run, size);
      views.selection.selectBuffer(0);
      for (QWidget* view : std::initializer_list<QWidget*>{&views.timeline, &views.arena}) {
        const QImage image = view->grab().toImage();
        EXPECT_TRUE(size.width() < 300 || isDrawn(image)) << size.width();
      }
    }
  }
}

TEST(MemoryViews, DrawARunOfOneStep) {
  RunData data = *test::mobilenet("layer");
  Trace& trace = data.report.run.trace;
  trace.steps.resize(1);
  std::erase_if(trace.buffers, [](const Buffer& buffer) { return buffer.steps.begin > 0; });
  data.report.run.arena = planArena(trace, data.report.runtime, planOptions({}));
  trace.totals.peak = trace.steps[0].live;
  trace.totals.peakStep = 0;
  Views views(std::make_shared<const RunData>(std::move(data)));
  EXPECT_TRUE(isDrawn(views.timeline.grab().toImage()));
  EXPECT_TRUE(isDrawn(views.arena.grab().toImage()));
  wheel(views.plot(), views.at(0.5), 20);
  EXPECT_TRUE(views.axis.isWhole()) << "no less than a step is shown";
  EXPECT_TRUE(views.timeline.hoverText(views.at(0.9)).contains(QStringLiteral("Step 0 of 1")));
}

QString svgOf(QWidget& view) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(view.size());
  QPainter painter(&generator);
  view.render(&painter);
  painter.end();
  return QString::fromUtf8(bytes);
}

TEST(MemoryViews, DrawAsSvgWithThePeakOfTheReport) {
  Views views(test::mobilenet());
  const Totals& totals = views.trace().totals;
  const std::string label =
      "peak " + kib(totals.peak) + ", step " + std::to_string(totals.peakStep);
  EXPECT_TRUE(svgOf(views.timeline).contains(QString::fromStdString(label)));
}

gui::Run onSmallBoard(const std::string& runtime) {
  return test::mobilenet("patch:4x4@auto", runtime, "NUCLEO-F446RE");
}

TEST(MemoryViews, NameWhatTheRuntimeKeepsOfTheSram) {
  Views views(onSmallBoard("tflm"));
  const SramLimit limit = limitOf(views.run->report).value();
  for (QWidget* view : std::initializer_list<QWidget*>{&views.timeline, &views.arena}) {
    const QString drawn = svgOf(*view);
    for (const std::string& words : {"SRAM " + kib(limit.sram), "tflm keeps " + kib(limit.kept),
                                     kib(limit.room()) + " left for the arena"}) {
      EXPECT_TRUE(drawn.contains(QString::fromStdString(words))) << words;
    }
  }
}

/// Colours along a line across the plot at so many bytes.
std::set<QRgb> coloursAt(Views& views, Bytes bytes) {
  const PlotFrame frame = views.timeline.chart().frame();
  const QImage image = views.timeline.grab().toImage();
  std::set<QRgb> colours;
  const int y = static_cast<int>(frame.y(static_cast<double>(bytes.count())));
  for (int x = static_cast<int>(frame.area.left()); x < frame.area.center().x(); ++x) {
    colours.insert(image.pixel(x, y));
  }
  return colours;
}

TEST(MemoryViews, HatchWhatTheRuntimeKeeps) {
  Views hatched(onSmallBoard("tflm"));
  const SramLimit limit = limitOf(hatched.run->report).value();
  const Bytes within = limit.room() + Bytes(limit.kept.count() * 3 / 4);
  EXPECT_LE(static_cast<double>(limit.sram.count()), hatched.timeline.chart().frame().most);
  EXPECT_GT(coloursAt(hatched, within).size(), 3U);
  Views plain(onSmallBoard("tinyengine"));
  EXPECT_LE(coloursAt(plain, plain.trace().totals.peak + Bytes(1024)).size(), 3U);
}

TEST(MemoryViews, AZoomRepaintsOnce) {
  Views views(test::mobilenet());
  struct Counter : QObject {
    bool eventFilter(QObject*, QEvent* event) override {
      if (event->type() == QEvent::Paint) ++paints;
      return false;
    }
    int paints = 0;
  } counter;
  QApplication::processEvents();
  views.plot()->installEventFilter(&counter);
  views.axis.zoomTo({10, 20});
  for (int i = 0; i < 20; ++i) QApplication::processEvents();
  EXPECT_GE(counter.paints, 1);
  EXPECT_LE(counter.paints, 2);
}

}  // namespace
}  // namespace tessera::gui
