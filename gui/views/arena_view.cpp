#include "gui/views/arena_view.h"

#include <QEvent>
#include <QStyle>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "gui/models/describe_step.h"
#include "gui/models/timeline_data.h"
#include "gui/views/arena_painter.h"

namespace tessera::gui {
namespace {

constexpr double marksRow = 0.5;  // above the plot: triangles

}  // namespace

ArenaView::ArenaView(Selection& selection, TimeAxis& axis, QWidget* parent)
    : QWidget(parent), selection_(selection), axis_(axis) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumHeight(110);
  setAccessibleName(tr("Arena map"));
  setAccessibleDescription(
      tr("Addresses in the arena against steps or milliseconds, a rectangle for each buffer. Left "
         "and Right move from step to step; a click selects a buffer."));
  mouse_ = new PlotMouse(*this, *this, selection, axis, [this] { return frame(); });
  animation_.setStartValue(0.0);
  animation_.setEndValue(1.0);
  animation_.setEasingCurve(QEasingCurve::InOutCubic);
  connect(&animation_, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
    move_.progress = value.toDouble();
    invalidate();
  });
  connect(&axis, &TimeAxis::changed, this, &ArenaView::invalidate);
  connect(&selection, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(mouse_, &PlotMouse::markChanged, this, qOverload<>(&QWidget::update));
  connect(mouse_, &PlotMouse::clicked, this, &ArenaView::click);
  connect(mouse_, &PlotMouse::hovered, this, [this](QPointF at) {
    QToolTip::showText(mapToGlobal(at.toPoint()), hoverText(at), this);
  });
}

void ArenaView::setRun(const Run& run) {
  animation_.stop();
  move_ = {};
  const bool comparable = map_.planned() && haveSameBuffers(map_.run(), run);
  planning_ = comparable && !run->report.run.arena;
  if (planning_) return update();
  const ArenaMap before = std::exchange(map_, ArenaMap(run));
  labels_ = BufferLabels(run);
  paints_ = run == nullptr ? std::vector<std::size_t>{} : paintsIn(run->report.run.trace);
  if (comparable) repack(before);
  invalidate();
}

void ArenaView::repack(const ArenaMap& from) {
  const auto& offsets = from.run()->report.run.arena->plan.offsets;
  const int duration = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this);
  if (duration <= 0 || !isVisible() || offsets == map_.run()->report.run.arena->plan.offsets)
    return;
  move_ = {offsets, 0};
  animation_.setDuration(duration);
  animation_.start();
}

void ArenaView::invalidate() {
  stale_ = true;
  update();
}

bool ArenaView::ready() const {
  return map_.planned() && map_.arena() > Bytes(0) && axis_.end() > 0 &&
         axis_.steps() == static_cast<std::int64_t>(map_.run()->report.run.trace.steps.size());
}

PlotFrame ArenaView::frame() const {
  const Bytes highest = topOf(map_.limit(), map_.arena());
  const double most = std::max(1.0, static_cast<double>(highest.count()) * headroom);
  const QFontMetricsF metrics(font());
  const double width = plotAreaIn(size(), metrics, 0).width();
  return {plotAreaIn(size(), metrics, legendRows(legend(), width, metrics) + marksRow),
          axis_.visible(), most};
}

std::optional<std::size_t> ArenaView::bufferAt(QPointF at) const {
  const PlotFrame shown = frame();
  if (!ready() || !shown.area.contains(at)) return std::nullopt;
  return map_.at(axis_.stepAt(shown.positionAt(at.x())),
                 static_cast<std::int64_t>(shown.bytesAt(at.y())));
}

void ArenaView::click(QPointF at) {
  const auto buffer = bufferAt(at);
  if (buffer) return selection_.selectBuffer(*buffer);
  if (ready()) selection_.selectStep(axis_.stepAt(frame().positionAt(at.x())));
}

QString ArenaView::hoverText(QPointF at) const {
  const PlotFrame shown = frame();
  if (!ready() || !shown.area.contains(at)) return {};
  const auto buffer = bufferAt(at);
  if (buffer) return linesAsTip(explainBuffer(*map_.run(), *buffer));
  const std::int64_t step = axis_.stepAt(shown.positionAt(at.x()));
  return linesAsTip({"free: " + exactBytes(map_.freeIn(step)) + " of the arena in this step",
                     describeStep(*map_.run(), step)});
}

void ArenaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.page);
  if (ready()) {
    paintMap(painter, theme);
  } else if (map_.run() == nullptr) {
    paintEmpty(painter, rect(), theme, tr("Open a model to see where its buffers lie."));
  } else if (!map_.planned()) {
    paintEmpty(painter, rect(), theme, tr("Planning the arena\u2026"));
  } else {
    paintEmpty(painter, rect(), theme, tr("The arena is empty: no buffer needs an address."));
  }
  if (focus_.shown()) paintFocus(painter, rect(), theme);
}

void ArenaView::paintMap(QPainter& painter, const Theme& theme) {
  const PlotFrame shown = frame();
  if (stale_) {
    shapes_ =
        arenaShapes(map_, axis_.ends(),
                    {shown.visible, shown.area.width(), shown.area.height(), shown.most}, move_);
    stale_ = false;
  }
  paintByteScale(painter, shown, theme, tr("address"));
  paintFree(painter, shown, map_.arena(), theme);
  if (const auto limit = map_.limit()) paintKept(painter, shown, theme, *limit);
  paintBuffers(painter, shown, shapes_, {map_, labels_, selection_.selected().cursor}, theme);
  paintTimeScale(painter, shown, theme, axis_.unit());
  paintMarks(painter, shown, theme);
  paintHead(painter, shown, theme);
}

void ArenaView::paintMarks(QPainter& painter, const PlotFrame& shown, const Theme& theme) {
  const Selected& selected = selection_.selected();
  const auto range = [&](Interval steps) {
    return VisibleRange{axis_.stepBegin(steps.begin), axis_.stepBegin(steps.end)};
  };
  if (!selected.steps.empty() && !selected.buffer) {
    paintBand(painter, shown, range(selected.steps), theme.selection);
  }
  const VisibleRange cursor = range({selected.cursor, selected.cursor + 1});
  paintCursor(painter, shown, (cursor.begin + cursor.end) / 2, theme);
  if (const auto limit = map_.limit()) paintLimit(painter, shown, theme, *limit, tr("SRAM"));
  paintHeights(painter, shown, map_.arena(), map_.peak(), theme);
  if (selected.buffer && *selected.buffer < map_.size()) {
    paintChosen(painter, shown, range(map_.steps(*selected.buffer)),
                map_.addresses(*selected.buffer), theme);
    paintUses(painter, shown, usesOf(*map_.run(), *selected.buffer), axis_, theme);
  }
  if (mouse_->hover()) paintHover(painter, shown, *mouse_->hover(), theme);
  if (mouse_->band()) {
    paintBand(painter, shown, mouse_->band()->range,
              mouse_->band()->selects ? theme.selection : theme.quiet);
  }
}

std::vector<LegendEntry> ArenaView::legend() const { return legendOf(paints_, themeOf(palette())); }

void ArenaView::paintHead(QPainter& painter, const PlotFrame& shown, const Theme& theme) {
  const QRectF row(shown.area.left(), 4, shown.area.width(), rowHeight(QFontMetricsF(font())));
  const RunArena& arena = *map_.run()->report.run.arena;
  const auto& selected = selection_.selected().buffer;
  const QString planner = QString::fromUtf8(name(arena.planner).data());
  QString note = tr("planner %1, fragmentation %2")
                     .arg(planner, QString::fromStdString(kib(arena.plan.fragmentation())));
  if (planning_) {
    note = tr("planning\u2026");
  } else if (selected && *selected < map_.size()) {
    const RunData& run = *map_.run();
    note = tr("%1: \u25bc written, \u25bd read")
               .arg(QString::fromStdString(
                   bufferName(run.report.model.graph, run.report.run.trace.buffers[*selected])));
  }
  paintLegend(painter, row, legend(), note, theme);
}

void ArenaView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) invalidate();
}

void ArenaView::resizeEvent(QResizeEvent*) { invalidate(); }

void ArenaView::focusInEvent(QFocusEvent* event) {
  focus_.focusIn(*event);
  update();
}

void ArenaView::focusOutEvent(QFocusEvent* event) {
  focus_.focusOut(*event);
  update();
}

}  // namespace tessera::gui
