#include "gui/views/outline_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/views/series_pen.h"
#include "sim/report/svg/ticks.h"

namespace tessera::gui {
namespace {

constexpr double above = 1.06;  ///< of the highest peak: room at the top

}  // namespace

OutlineView::OutlineView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setMinimumSize(240, 110);
  setAccessibleName(tr("Memory timelines"));
  setAccessibleDescription(tr("The live bytes of all runs compared, on one scale"));
}

void OutlineView::setSeries(std::vector<OutlineSeries> series) {
  series_ = std::move(series);
  most_ = 1;
  for (const OutlineSeries& one : series_) {
    most_ = std::max(most_, static_cast<double>(one.outline.totals.peak.count()) * above);
  }
  update();
}

double OutlineView::legendHeight() const {
  return static_cast<double>(series_.size()) * (fontMetrics().height() + 3) + 10;
}

QRectF OutlineView::plot() const {
  const QFontMetricsF metrics(font());
  const double left = metrics.horizontalAdvance(QStringLiteral("8888 KiB")) + 16;
  return QRectF(rect()).adjusted(left, legendHeight() + metrics.height() + 8, -18,
                                 -2.4 * metrics.height() - 10);
}

QString OutlineView::readout(double share) const {
  QStringList lines;
  for (const OutlineSeries& one : series_) {
    const auto steps = static_cast<double>(one.outline.steps.size());
    if (steps <= 0) continue;
    const auto step = static_cast<std::size_t>(std::clamp(share * steps, 0.0, steps - 1));
    lines << tr("%1: %2 in step %3 of %4")
                 .arg(one.name, text(kib(one.outline.steps[step].live)))
                 .arg(step)
                 .arg(one.outline.steps.size());
  }
  return lines.join(u'\n');
}

void OutlineView::paintAxes(QPainter& painter) const {
  const Theme theme = themeOf(palette());
  const QRectF area = plot();
  const QFontMetricsF metrics(font());
  painter.setPen(theme.quiet);
  painter.drawText(QPointF(area.left(), area.top() - 8), tr("Live bytes"));
  const int rows = std::max(2, static_cast<int>(area.height() / 44));
  for (const double bytes : svg::byteTicks(most_, rows)) {
    const double y = area.bottom() - area.height() * bytes / most_;
    painter.setPen(theme.grid);
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(0, y - 12, area.left() - 8, 24), Qt::AlignRight | Qt::AlignVCenter,
                     bytes <= 0     ? QStringLiteral("0")
                     : bytes < 1024 ? QStringLiteral("%1 B").arg(bytes)
                                    : QStringLiteral("%1 KiB").arg(bytes / 1024));
  }
  for (int i = 0; i <= 4; ++i) {
    const double x = area.left() + area.width() * i / 4;
    painter.setPen(theme.quiet);
    painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
    painter.drawText(QRectF(i == 4 ? x - 76 : x - 40, area.bottom() + 6, 80, metrics.height()),
                     i == 4 ? Qt::AlignRight : Qt::AlignHCenter,
                     QStringLiteral("%1 %").arg(i * 25));
  }
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.drawText(
      QRectF(area.left(), area.bottom() + 8 + metrics.height(), area.width(), metrics.height() + 2),
      Qt::AlignCenter, tr("Share of each run's steps"));
}

void OutlineView::paintLegend(QPainter& painter) const {
  const Theme theme = themeOf(palette());
  const QFontMetricsF metrics(font());
  double y = 8 + metrics.height() / 2;
  for (std::size_t i = 0; i < series_.size(); ++i) {
    painter.setPen(seriesPen(theme, static_cast<int>(i)));
    painter.drawLine(QPointF(12, y), QPointF(52, y));
    painter.setPen(theme.ink);
    const QString peak = tr(", peak %1").arg(text(kib(series_[i].outline.totals.peak)));
    const double room = width() - 72 - metrics.horizontalAdvance(peak);
    painter.drawText(QPointF(60, y + (metrics.ascent() - metrics.descent()) / 2),
                     metrics.elidedText(series_[i].name, Qt::ElideMiddle, room) + peak);
    y += metrics.height() + 3;
  }
}

void OutlineView::paintSeries(QPainter& painter, int index) const {
  const Theme theme = themeOf(palette());
  const QRectF area = plot();
  const Trace& outline = series_[static_cast<std::size_t>(index)].outline;
  const auto parts = outlineOf(outline, static_cast<std::size_t>(std::max(1.0, area.width())));
  if (parts.empty()) return;
  const auto yOf = [&](Bytes bytes) {
    return area.bottom() - area.height() * static_cast<double>(bytes.count()) / most_;
  };
  QPainterPath path(QPointF(area.left(), yOf(parts.front().most)));
  for (const OutlinePart& part : parts) {
    const double left = area.left() + area.width() * part.begin;
    path.lineTo(left, yOf(part.most));
    path.lineTo(area.left() + area.width() * part.end, yOf(part.most));
  }
  const QPen pen = seriesPen(theme, index);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  const double at = (static_cast<double>(outline.totals.peakStep) + 0.5) /
                    static_cast<double>(outline.steps.size());
  painter.setPen(QPen(theme.page, 1.2));
  painter.setBrush(pen.color());
  painter.drawEllipse(QPointF(area.left() + area.width() * at, yOf(outline.totals.peak)), 4, 4);
}

void OutlineView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), theme.page);
  if (series_.empty()) return;
  paintLegend(painter);
  paintAxes(painter);
  // The first, the reference of old, on top.
  for (int i = static_cast<int>(series_.size()) - 1; i >= 0; --i) paintSeries(painter, i);
  if (pointed_ < 0) return;
  const double x = plot().left() + plot().width() * pointed_;
  painter.setPen(QPen(theme.quiet, 1));
  painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
}

void OutlineView::mouseMoveEvent(QMouseEvent* event) {
  const QRectF area = plot();
  const bool inside = area.contains(event->position()) && !series_.empty();
  pointed_ = inside ? (event->position().x() - area.left()) / area.width() : -1;
  update();
  if (inside) {
    QToolTip::showText(event->globalPosition().toPoint(), readout(pointed_), this);
  } else {
    QToolTip::hideText();
  }
}

void OutlineView::leaveEvent(QEvent*) {
  pointed_ = -1;
  update();
}

bool OutlineView::event(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) update();
  return QWidget::event(event);
}

}  // namespace tessera::gui
