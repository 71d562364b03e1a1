#include "gui/views/scatter_view.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QSet>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "gui/models/qt_text.h"
#include "gui/views/plot_frame.h"
#include "gui/views/scatter_head.h"
#include "gui/views/sequential_scale.h"
#include "sim/report/svg/ticks.h"

namespace tessera::gui {
namespace {

constexpr double dot = 3.6;
constexpr double frontDot = 5;
constexpr double reach = 12;  ///< pixels: how near the pointer has to be
constexpr double markRadius = 9;
constexpr double scatterMargin = 18;

QString percentText(double value) {
  return QStringLiteral("%1%2 %").arg(value > 0 ? QStringLiteral("+") : QString()).arg(value);
}

}  // namespace

ScatterView::ScatterView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(260, 150);
  setAccessibleName(tr("Schedules found"));
  setAccessibleDescription(tr("Peak memory against extra MACs, a point a schedule"));
}

void ScatterView::setScatter(std::optional<Scatter> scatter) {
  scatter_ = std::move(scatter);
  marked_.reset();
  hovered_.reset();
  arenas_.clear();
  if (scatter_) extent_ = extentOf(*scatter_, all_);
  update();
}

void ScatterView::setArenas(const std::map<std::size_t, Bytes>& arenas) { arenas_ = arenas; }

void ScatterView::setNote(const QString& note) {
  note_ = note;
  update();
}

void ScatterView::setShowAll(bool all) {
  all_ = all;
  if (scatter_) extent_ = extentOf(*scatter_, all_);
  update();
}

void ScatterView::setMarked(std::optional<std::size_t> candidate) {
  marked_ = candidate;
  update();
}

QRectF ScatterView::plot() const {
  const QFontMetricsF metrics(font());
  const double left = metrics.horizontalAdvance(QStringLiteral("8888 KiB")) + 16;
  const double top = headRoom().bottom() + metrics.height() + 8;
  const double right = width() - scatterMargin;
  const double title =
      metrics
          .boundingRect(QRectF(0, 0, right - left, height()), Qt::TextWordWrap, recomputedTitle())
          .height();
  return {left, top, right - left, height() - top - title - metrics.height() - 12};
}

QPointF ScatterView::place(const ScatterPoint& point) const {
  const QRectF area = plot();
  const double x =
      (point.extraPercent - extent_.leastPercent) / (extent_.mostPercent - extent_.leastPercent);
  const double y = static_cast<double>(point.peak.count()) / extent_.mostBytes;
  return {area.left() + area.width() * x, area.bottom() - area.height() * y};
}

QPointF ScatterView::pointAt(std::size_t candidate) const {
  return place(scatter_->points[candidate]);
}

bool ScatterView::shows(const ScatterPoint& point) const { return extent_.holds(point); }

std::size_t ScatterView::outside() const {
  if (!scatter_) return 0;
  return static_cast<std::size_t>(
      std::count_if(scatter_->points.begin(), scatter_->points.end(),
                    [this](const ScatterPoint& point) { return !shows(point); }));
}

/// The front's points win over others that are as near.
std::optional<std::size_t> ScatterView::nearest(const QPointF& at) const {
  if (!scatter_) return std::nullopt;
  std::optional<std::size_t> best;
  double distance = reach;
  const auto look = [&](std::size_t index, double advantage) {
    if (!shows(scatter_->points[index])) return;
    const double here = QLineF(at, pointAt(index)).length() - advantage;
    if (here >= distance) return;
    distance = here;
    best = index;
  };
  for (const std::size_t index : scatter_->front) look(index, 2);
  for (std::size_t i = 0; i < scatter_->points.size(); ++i) look(i, 0);
  return best;
}

QColor ScatterView::colorOf(const Theme& theme, const ScatterPoint& point) const {
  if (!point.inBudget) return theme.grid;
  if (!point.milliseconds || !extent_.slowest) return sequentialColor(theme, 0.55);
  const double span = *extent_.slowest - *extent_.fastest;
  const double part = span > 0 ? (*point.milliseconds - *extent_.fastest) / span : 0;
  return sequentialColor(theme, palestPoint + (1 - palestPoint) * part);
}

QString ScatterView::recomputedTitle() const {
  const QString words = tr("Recomputed MACs, of every operator once");
  if (!scatter_) return words;
  return scatter_->tiles.empty() ? words : words + QStringLiteral(", ") + text(scatter_->tiles);
}

void ScatterView::paintAxes(QPainter& painter, const Theme& theme) const {
  const QRectF area = plot();
  const QFontMetricsF metrics(font());
  painter.setPen(theme.quiet);
  painter.drawText(QPointF(area.left(), area.top() - 8), tr("Peak"));
  const int rows = std::max(2, static_cast<int>(area.height() / 60));
  for (const double bytes : svg::byteTicks(extent_.mostBytes, rows)) {
    const double y = area.bottom() - area.height() * bytes / extent_.mostBytes;
    painter.setPen(theme.grid);
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(theme.quiet);
    const QString words =
        bytes > 0 ? QStringLiteral("%1 KiB").arg(bytes / 1024) : QStringLiteral("0");
    painter.drawText(QRectF(0, y - 12, area.left() - 8, 24), Qt::AlignRight | Qt::AlignVCenter,
                     words);
  }
  const double span = extent_.mostPercent - extent_.leastPercent;
  const auto ticks =
      svg::decimalTicks(span, std::max(2, static_cast<int>(area.width() / 110)), false);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : span;
  for (double i = std::ceil(extent_.leastPercent / step); i * step <= extent_.mostPercent; ++i) {
    const double value = i * step;
    const double x = area.left() + area.width() * (value - extent_.leastPercent) / span;
    painter.setPen(i == 0 ? theme.quiet : theme.grid);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 4));
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(x - 50, area.bottom() + 6, 100, metrics.height()), Qt::AlignCenter,
                     percentText(value));
  }
  painter.setPen(theme.quiet);
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.drawText(
      QRectF(area.left(), area.bottom() + 8 + metrics.height(), area.width(), height()),
      Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, recomputedTitle());
}

/// What no schedule tried is below: right and down from point to point.
void ScatterView::paintFront(QPainter& painter, const Theme& theme) const {
  if (scatter_->front.empty()) return;
  const QRectF area = plot();
  std::vector<std::size_t> order(scatter_->front.rbegin(), scatter_->front.rend());
  QPainterPath path(pointAt(order.front()));
  for (const std::size_t index : order) {
    const QPointF at = pointAt(index);
    path.lineTo(at.x(), path.currentPosition().y());
    path.lineTo(at);
  }
  path.lineTo(area.right(), path.currentPosition().y());
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.ink, 1.4));
  painter.drawPath(path);
}

void ScatterView::paintPoints(QPainter& painter, const Theme& theme) const {
  QSet<qint64> drawn;  // those that look the same are drawn once
  const auto isNew = [&drawn](const QPointF& at) {
    const qint64 key = std::llround(at.x()) * 100'000 + std::llround(at.y());
    const bool before = drawn.contains(key);
    drawn.insert(key);
    return !before;
  };
  painter.setPen(QPen(theme.quiet, 0.6));
  for (const ScatterPoint& point : scatter_->points) {
    const QPointF at = place(point);
    if (!shows(point) || !isNew(at)) continue;
    painter.setBrush(colorOf(theme, point));
    painter.drawEllipse(at, dot, dot);
  }
  painter.setPen(QPen(theme.ink, 1.4));
  for (const std::size_t index : scatter_->front) {
    painter.setBrush(colorOf(theme, scatter_->points[index]));
    painter.drawEllipse(pointAt(index), frontDot, frontDot);
  }
}

void ScatterView::label(QPainter& painter, const QPointF& at, const QString& words,
                        const QColor& color, bool left) const {
  const QRectF area = plot();
  const QFontMetricsF metrics(painter.font());
  QString lines = words;
  if (metrics.horizontalAdvance(words) + 8 > area.width()) {
    lines.replace(QStringLiteral(": "), QStringLiteral(":\n"));
  }
  const QSizeF size = metrics.size(0, lines);
  const double width = size.width() + 8;
  const double before = at.x() - markRadius - width;
  const double behind = at.x() + markRadius + 4;
  const bool atLeft = left ? before > area.left() : behind + width > area.right();
  const double inside = std::min(atLeft ? before : behind, this->width() - width - 4);
  const QRectF box(std::max(inside, area.left() + 2),
                   std::min(at.y() + markRadius, area.bottom() - size.height() - 2), width,
                   size.height());
  QColor ground = palette().color(QPalette::Base);
  ground.setAlphaF(0.85F);
  painter.fillRect(box, ground);
  painter.setPen(color);
  painter.drawText(box, Qt::AlignCenter, lines);
}

void ScatterView::paintMarks(QPainter& painter, const Theme& theme) const {
  const QPointF layers = place(scatter_->layers);
  painter.setPen(QPen(theme.ink, 1.6));
  painter.setBrush(theme.page);
  painter.drawRect(QRectF(layers.x() - 5, layers.y() - 5, 10, 10));
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  painter.setFont(font());
  label(painter, layers, tr("layer by layer, %1").arg(text(kib(scatter_->layers.peak))), theme.ink,
        false);
  painter.setBrush(Qt::NoBrush);
  if (scatter_->recommended) {
    const QPointF at = pointAt(*scatter_->recommended);
    const ScatterPoint& point = scatter_->points[*scatter_->recommended];
    // Below and to the left of the front there is nothing.
    const QColor& color = scatter_->recommendedFits ? theme.good : theme.ink;
    painter.setPen(QPen(color, 2.4));
    painter.drawEllipse(at, markRadius, markRadius);
    painter.setFont(strong);
    const QString words =
        scatter_->recommendedFits ? tr("recommended") : tr("nearest, does not fit");
    label(painter, at, tr("%1: %2, %3").arg(words, text(point.schedule), text(kib(point.peak))),
          color, true);
    painter.setFont(font());
  }
  painter.setBrush(Qt::NoBrush);
  if (marked_ && shows(scatter_->points[*marked_])) {
    painter.setPen(QPen(theme.selection, 2.4));
    painter.drawEllipse(pointAt(*marked_), markRadius + 4, markRadius + 4);
  }
  if (hovered_) {
    painter.setPen(QPen(theme.ink, 1.6));
    painter.drawEllipse(pointAt(*hovered_), frontDot + 2, frontDot + 2);
  }
}

QRectF ScatterView::headRoom() const {
  return scatter_ ? ScatterHead(*scatter_, extent_, outside(), *this).room() : QRectF();
}

void ScatterView::paintBudget(QPainter& painter, const Theme& theme) const {
  if (!scatter_->budget) return;
  const PlotFrame frame{plot(), {}, extent_.mostBytes};
  paintKept(painter, frame, theme, *scatter_->budget);
  paintLimitLines(painter, frame, theme, *scatter_->budget);
}

void ScatterView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.page);
  if (!scatter_) {
    painter.setPen(theme.quiet);
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, note_);
  } else {
    ScatterHead(*scatter_, extent_, outside(), *this).paint(painter);
    paintAxes(painter, theme);
    paintBudget(painter, theme);
    paintFront(painter, theme);
    paintPoints(painter, theme);
    paintMarks(painter, theme);
  }
  if (hasFocus()) {
    painter.setPen(QPen(theme.selection, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
  }
}

void ScatterView::mouseMoveEvent(QMouseEvent* event) {
  const auto now = nearest(event->position());
  if (now == hovered_) return;
  hovered_ = now;
  update();
  setCursor(now ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (!now) return QToolTip::hideText();
  const auto planned = arenas_.find(*now);
  QToolTip::showText(
      event->globalPosition().toPoint(),
      text(describePoint(*scatter_, scatter_->points[*now],
                         planned == arenas_.end() ? std::nullopt : std::optional(planned->second))),
      this);
}

void ScatterView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto at = nearest(event->position())) Q_EMIT chosen(*at);
}

void ScatterView::leaveEvent(QEvent*) {
  hovered_.reset();
  update();
}

void ScatterView::keyPressEvent(QKeyEvent* event) {
  const bool along = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
  if (!scatter_ || scatter_->front.empty()) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (marked_) Q_EMIT chosen(*marked_);
    return;
  }
  if (!along) return QWidget::keyPressEvent(event);
  const auto& front = scatter_->front;
  const auto found = marked_ ? std::find(front.begin(), front.end(), *marked_) : front.end();
  // By rising peak the front goes to the left.
  const std::ptrdiff_t by = event->key() == Qt::Key_Left ? 1 : -1;
  const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(front.size()) - 1;
  const std::ptrdiff_t at =
      found == front.end() ? 0 : std::clamp<std::ptrdiff_t>(found - front.begin() + by, 0, last);
  setMarked(front[static_cast<std::size_t>(at)]);
  Q_EMIT marked(*marked_);
}

bool ScatterView::event(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FocusIn ||
      event->type() == QEvent::FocusOut) {
    update();
  }
  return QWidget::event(event);
}

}  // namespace tessera::gui
