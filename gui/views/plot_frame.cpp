#include "gui/views/plot_frame.h"

#include <algorithm>
#include <cmath>

#include "gui/models/axis_ticks.h"
#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

constexpr double labelGap = 6;      // between a plot and what is written beside it
constexpr double rightMargin = 16;  // half of the last label of the time scale
const QString widestBytes = QStringLiteral("16384 KiB");

constexpr double hatchApart = 7;

double sharp(double at) { return std::floor(at) + 0.5; }

QColor translucent(QColor color, float opacity) {
  color.setAlphaF(opacity);
  return color;
}

/// Plates at the right edge of a plot that name the parts of a limit.
class LimitLabels {
 public:
  LimitLabels(QPainter& painter, const PlotFrame& frame, const Theme& theme)
      : painter_(painter), frame_(frame), theme_(theme) {}

  double height() const { return QFontMetricsF(painter_.font()).height() + 2; }
  void write(const QString& words, double lowerEdge) {
    paintPlate(painter_, words, {frame_.area.right(), lowerEdge}, frame_.area, theme_.alarm,
               theme_);
  }

 private:
  QPainter& painter_;
  const PlotFrame& frame_;
  const Theme& theme_;
};

void paintLine(QPainter& painter, const PlotFrame& frame, double y, const QPen& pen) {
  painter.setPen(pen);
  painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
}

bool reaches(const PlotFrame& frame, Bytes bytes) {
  return static_cast<double>(bytes.count()) <= frame.most;
}

/// Between the line at what is left and that of the SRAM in all, which may be out of the plot.
QRectF keptArea(const PlotFrame& frame, const SramLimit& limit) {
  const double top =
      std::max(frame.area.top(), sharp(frame.y(static_cast<double>(limit.sram.count()))));
  const double bottom = sharp(frame.y(static_cast<double>(limit.room().count())));
  return {frame.area.left(), top, frame.area.width(), bottom - top};
}

/// What is left is named below its line, all else in the band, or below it where that is too thin.
void writeLimit(LimitLabels labels, const QRectF& band, const SramLimit& limit, const QString& name,
                bool whole) {
  const QString sram = name + u' ' + text(kib(limit.sram));
  const QString kept = text(limit.keptText());
  if (kept.isEmpty()) return labels.write(sram, band.bottom() - 2);
  const bool some = limit.room() > Bytes(0);
  const QString left = (some ? text(kib(limit.room())) : QStringLiteral("nothing")) +
                       QStringLiteral(" left for the arena");
  const double below = band.bottom() + labels.height() + 2;
  if (whole && band.height() < 2 * labels.height() + 6) {
    return labels.write(sram + QStringLiteral(", ") + kept + QStringLiteral(": ") + left, below);
  }
  if (whole) labels.write(sram, band.top() + labels.height() + 2);
  const QString in = whole ? kept : kept + QStringLiteral(" below ") + sram;
  labels.write(some ? in : in + QStringLiteral(": ") + left, band.bottom() - 2);
  if (some) labels.write(left, below);
}

}  // namespace

double PlotFrame::x(double position) const {
  const double width = visible.end - visible.begin;
  return width > 0 ? area.left() + (position - visible.begin) / width * area.width() : area.left();
}

double PlotFrame::y(double bytes) const { return area.bottom() - bytes / most * area.height(); }

double PlotFrame::positionAt(double pixel) const {
  if (area.width() <= 0) return visible.begin;
  return visible.begin + (pixel - area.left()) / area.width() * (visible.end - visible.begin);
}

double PlotFrame::bytesAt(double pixel) const {
  return area.height() <= 0 ? 0 : (area.bottom() - pixel) / area.height() * most;
}

double rowHeight(const QFontMetricsF& metrics) { return metrics.height() + 6; }

QRectF plotAreaIn(const QSizeF& size, const QFontMetricsF& metrics, double rows) {
  const double left = std::ceil(metrics.horizontalAdvance(widestBytes) + 2 * labelGap);
  const double top = std::ceil(4 + rows * rowHeight(metrics));
  const double bottom = std::ceil(metrics.height() + 2 * labelGap);
  return {left, top, std::max(0.0, std::floor(size.width()) - left - rightMargin),
          std::max(0.0, std::floor(size.height()) - top - bottom)};
}

void paintByteScale(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                    const QString& title) {
  const QFontMetricsF metrics(painter.font());
  const double line = metrics.height();
  const int count = std::max(1, static_cast<int>(frame.area.height() / (2.4 * line)));
  for (const Tick& tick : byteTicks(frame.most, count)) {
    const double y = sharp(frame.y(tick.at));
    painter.setPen(QPen(theme.grid, 1));
    painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(0, y - line / 2, frame.area.left() - labelGap, line),
                     Qt::AlignRight | Qt::AlignVCenter, text(tick.label));
  }
  painter.setPen(theme.ink);
  painter.drawText(
      QRectF(0, frame.area.top() - rowHeight(metrics), frame.area.left() - labelGap, line),
      Qt::AlignRight | Qt::AlignVCenter, title);
}

void paintTimeScale(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                    TimelineAxis unit) {
  const QFontMetricsF metrics(painter.font());
  const double bottom = sharp(frame.area.bottom());
  painter.setPen(QPen(theme.quiet, 1));
  painter.drawLine(QPointF(frame.area.left(), bottom), QPointF(frame.area.right(), bottom));
  const double widest = metrics.horizontalAdvance(QStringLiteral("200 000")) + 3 * labelGap;
  const int count = std::max(1, static_cast<int>(frame.area.width() / widest));
  const double line = metrics.height();
  for (const Tick& tick : timeTicks(frame.visible, unit, count)) {
    const double x = sharp(frame.x(tick.at));
    if (x < frame.area.left() || x > frame.area.right() + 1) continue;
    painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4));
    painter.drawText(QRectF(x - widest / 2, bottom + labelGap, widest, line), Qt::AlignCenter,
                     text(tick.label));
  }
  const QString title =
      unit == TimelineAxis::milliseconds ? QStringLiteral("ms") : QStringLiteral("step");
  painter.setPen(theme.ink);
  painter.drawText(QRectF(0, bottom + labelGap, frame.area.left() - 3 * labelGap, line),
                   Qt::AlignRight | Qt::AlignVCenter, title);
}

QRectF paintPlate(QPainter& painter, const QString& text, QPointF anchor, const QRectF& bounds,
                  const QColor& ink, const Theme& theme) {
  const QFontMetricsF metrics(painter.font());
  const QString shown = metrics.elidedText(text, Qt::ElideMiddle, bounds.width() - 8);
  const double width = std::ceil(metrics.horizontalAdvance(shown)) + 8;
  QRectF plate(anchor.x() - width / 2, anchor.y() - metrics.height() - 2, width,
               metrics.height() + 2);
  plate.moveLeft(
      std::clamp(plate.left(), bounds.left(), std::max(bounds.left(), bounds.right() - width)));
  plate.moveTop(std::clamp(plate.top(), bounds.top(),
                           std::max(bounds.top(), bounds.bottom() - plate.height())));
  QColor ground = theme.page;
  ground.setAlphaF(0.86F);
  painter.fillRect(plate, ground);
  painter.setPen(ink);
  painter.drawText(plate, Qt::AlignCenter, shown);
  return plate;
}

/// Cut off at the rectangle by geometry: SVG keeps no clipping.
void paintHatch(QPainter& painter, const QRectF& area, const QColor& color, bool falling) {
  const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(color, 1));
  QList<QLineF> lines;
  const auto x = [&](double at) { return falling ? area.right() - at : area.left() + at; };
  for (double c = hatchApart; c < area.width() + area.height(); c += hatchApart) {
    const double from = std::max(0.0, c - area.height());
    const double to = std::min(c, area.width());
    lines << QLineF(x(from), area.top() + c - from, x(to), area.top() + c - to);
  }
  painter.drawLines(lines);
  painter.setRenderHint(QPainter::Antialiasing, smooth);
}

void paintKept(QPainter& painter, const PlotFrame& frame, const Theme& theme,
               const SramLimit& limit) {
  if (limit.kept <= Bytes(0) || !reaches(frame, limit.room())) return;
  const QRectF band = keptArea(frame, limit);
  painter.fillRect(band, translucent(theme.alarm, 0.07F));
  paintHatch(painter, band, translucent(theme.alarm, 0.4F), true);
}

void paintLimitLines(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                     const SramLimit& limit) {
  if (!reaches(frame, limit.room())) return;
  const QRectF band = keptArea(frame, limit);
  const bool whole = reaches(frame, limit.sram);
  if (limit.kept > Bytes(0) && whole) paintLine(painter, frame, band.top(), QPen(theme.alarm, 1));
  QPen dashed(theme.alarm, 1.5);
  dashed.setDashPattern({4, 3});
  paintLine(painter, frame, band.bottom(), dashed);
}

void paintLimit(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                const SramLimit& limit, const QString& name) {
  if (!reaches(frame, limit.room())) return;
  paintLimitLines(painter, frame, theme, limit);
  writeLimit({painter, frame, theme}, keptArea(frame, limit), limit, name,
             reaches(frame, limit.sram));
}

void paintBand(QPainter& painter, const PlotFrame& frame, VisibleRange range, const QColor& color) {
  const double left = std::max(frame.area.left(), frame.x(range.begin));
  const double right = std::min(frame.area.right(), frame.x(range.end));
  if (right < left) return;
  QColor ground = color;
  ground.setAlphaF(0.2F);
  painter.fillRect(QRectF(left, frame.area.top(), std::max(1.0, right - left), frame.area.height()),
                   ground);
  painter.setPen(QPen(color, 1));
  for (const double x : {left, right}) {
    painter.drawLine(QPointF(sharp(x), frame.area.top()), QPointF(sharp(x), frame.area.bottom()));
  }
}

void paintCursor(QPainter& painter, const PlotFrame& frame, double position, const Theme& theme) {
  const double x = sharp(frame.x(position));
  if (x < frame.area.left() || x > frame.area.right()) return;
  QColor halo = theme.page;
  halo.setAlphaF(0.7F);
  for (const QPen& pen : {QPen(halo, 4), QPen(theme.selection, 2)}) {
    painter.setPen(pen);
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
  }
}

void paintHover(QPainter& painter, const PlotFrame& frame, double x, const Theme& theme) {
  if (x < frame.area.left() || x > frame.area.right()) return;
  painter.setPen(QPen(theme.ink, 1, Qt::DotLine));
  painter.drawLine(QPointF(sharp(x), frame.area.top()), QPointF(sharp(x), frame.area.bottom()));
}

void paintEmpty(QPainter& painter, const QRectF& area, const Theme& theme, const QString& words) {
  painter.setPen(theme.quiet);
  painter.drawText(area.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, words);
}

void paintFocus(QPainter& painter, const QRectF& area, const Theme& theme) {
  painter.setPen(QPen(theme.selection, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(1, 1, -1, -1));
}

QString linesAsTip(const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  QStringList parts;
  for (const std::string& line : lines) parts << text(line).toHtmlEscaped();
  parts[0] = QStringLiteral("<b>%1</b>").arg(parts[0]);
  return QStringLiteral("<p style='white-space:pre'>%1</p>")
      .arg(parts.join(QStringLiteral("<br>")));
}

}  // namespace tessera::gui
