#include "gui/views/arena_painter.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tessera::gui {
namespace {

constexpr double outlined = 4;  // pixels: a smaller rectangle would be all outline
constexpr double namePad = 4;
constexpr double fewLetters = 6;
constexpr double triangle = 4;  // half a side

QRectF inPlot(const PlotFrame& frame, const ArenaShape& shape) {
  return {frame.area.left() + shape.x, frame.area.top() + shape.y, shape.width, shape.height};
}

/// Along the longer side, cut in its middle where it has to be, and not at all below a few letters.
void paintName(QPainter& painter, const QRectF& box, const QString& name, const QColor& ground) {
  const QFontMetricsF metrics(painter.font());
  const bool upright =
      box.height() > box.width() && metrics.horizontalAdvance(name) + 2 * namePad > box.width();
  const double room = (upright ? box.height() : box.width()) - 2 * namePad;
  const double across = upright ? box.width() : box.height();
  if (across < metrics.height() || room < fewLetters * metrics.averageCharWidth()) return;
  const QString shown = metrics.elidedText(name, Qt::ElideMiddle, room);
  painter.setPen(inkOn(ground));
  if (!upright) return painter.drawText(box, Qt::AlignCenter, shown);
  painter.save();
  painter.translate(box.center());
  painter.rotate(-90);
  painter.drawText(QRectF(-box.height() / 2, -box.width() / 2, box.height(), box.width()),
                   Qt::AlignCenter, shown);
  painter.restore();
}

void paintTriangle(QPainter& painter, double x, double bottom, bool full, const Theme& theme) {
  QPainterPath path;
  path.moveTo(x - triangle, bottom - 2 * triangle);
  path.lineTo(x + triangle, bottom - 2 * triangle);
  path.lineTo(x, bottom);
  path.closeSubpath();
  painter.setPen(QPen(theme.ink, 1.2));
  painter.setBrush(full ? theme.ink : theme.page);
  painter.drawPath(path);
}

}  // namespace

void paintFree(QPainter& painter, const PlotFrame& frame, Bytes arena, const Theme& theme) {
  const double top = frame.y(static_cast<double>(arena.count()));
  const QRectF area(frame.area.left(), top, frame.area.width(), frame.area.bottom() - top);
  painter.fillRect(area, theme.page);
  paintHatch(painter, area, theme.hatch);
}

void paintBuffers(QPainter& painter, const PlotFrame& frame, const std::vector<ArenaShape>& shapes,
                  const RunData& run, const Theme& theme) {
  painter.setBrush(Qt::NoBrush);
  for (const ArenaShape& shape : shapes) {
    const QRectF box = inPlot(frame, shape);
    const QColor& color = theme.kinds[shape.paint];
    painter.fillRect(box, color);
    if (!shape.buffer || std::min(box.width(), box.height()) < outlined) continue;
    painter.setPen(QPen(theme.page, 1));
    painter.drawRect(box);
    const Buffer& buffer = run.report.run.trace.buffers[*shape.buffer];
    if (box.width() < 3 * outlined) continue;
    paintName(painter, box, QString::fromStdString(bufferName(run.report.model.graph, buffer)),
              color);
  }
}

void paintHeights(QPainter& painter, const PlotFrame& frame, Bytes arena, Bytes peak,
                  const Theme& theme) {
  const auto lineAt = [&](Bytes bytes, Qt::PenStyle style) {
    const double y = std::floor(frame.y(static_cast<double>(bytes.count()))) + 0.5;
    painter.setPen(QPen(theme.ink, 1, style));
    painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    return y;
  };
  const auto words = [](const char* what, Bytes bytes) {
    return QString::fromUtf8(what) + QString::fromStdString(kib(bytes));
  };
  const double height = QFontMetricsF(painter.font()).height() + 2;
  const double top = lineAt(arena, Qt::SolidLine);
  const QPointF above(frame.area.left(), top - 1);
  const QRectF bounds = frame.area.adjusted(0, -height, 0, 0);
  if (arena == peak) {
    paintPlate(painter, words("arena = peak ", arena), above, bounds, theme.ink, theme);
    return;
  }
  paintPlate(painter, words("arena ", arena), above, bounds, theme.ink, theme);
  const double below = lineAt(peak, Qt::DashLine);
  paintPlate(painter, words("peak ", peak), {frame.area.left(), below + height + 2}, frame.area,
             theme.ink, theme);
}

void paintChosen(QPainter& painter, const PlotFrame& frame, VisibleRange steps, Interval addresses,
                 const Theme& theme) {
  const double left = std::max(frame.area.left(), frame.x(steps.begin));
  const double right = std::min(frame.area.right(), frame.x(steps.end));
  if (right < frame.area.left() || left > frame.area.right()) return;
  const double top = frame.y(static_cast<double>(addresses.end));
  const double bottom = frame.y(static_cast<double>(addresses.begin));
  // Around it, not over it: a small buffer still shows its colour.
  const QRectF box(left, top, std::max(1.0, right - left), std::max(1.0, bottom - top));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.page, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(box.adjusted(-3, -3, 3, 3));
  painter.setPen(QPen(theme.ink, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(box.adjusted(-1, -1, 1, 1));
}

void paintUses(QPainter& painter, const PlotFrame& frame, const BufferUses& uses,
               const TimeAxis& axis, const Theme& theme) {
  painter.setRenderHint(QPainter::Antialiasing, true);
  const auto mark = [&](const std::vector<std::int64_t>& steps, bool full) {
    double last = -1;
    for (const std::int64_t step : steps) {
      const double x = frame.x((axis.stepBegin(step) + axis.stepEnd(step)) / 2);
      if (x < frame.area.left() || x > frame.area.right()) continue;
      if (last >= 0 && x - last < triangle) continue;
      last = x;
      paintTriangle(painter, x, frame.area.top() - 1, full, theme);
    }
  };
  mark(uses.consumers, false);
  mark(uses.producers, true);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace tessera::gui
