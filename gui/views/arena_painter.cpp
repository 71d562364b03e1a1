#include "gui/views/arena_painter.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

constexpr double outlined = 4;  // pixels: a smaller rectangle would be all outline
constexpr double namePad = 4;
constexpr double oddShade = 0.22;  // of the page in every second buffer
constexpr double dimness = 0.5;    // likewise in what is not live at the cursor
constexpr double triangle = 4;     // half a side

QRectF inPlot(const PlotFrame& frame, const ArenaShape& shape) {
  return {frame.area.left() + shape.x, frame.area.top() + shape.y, shape.width, shape.height};
}

/// Along the longer side, the longest form that it has room for.
void paintName(QPainter& painter, const QRectF& box, const std::vector<std::string>& forms,
               const QColor& ground) {
  const QFontMetricsF metrics(painter.font());
  const auto fits = [&](const std::string& form, double room) {
    return metrics.horizontalAdvance(text(form)) + 2 * namePad <= room;
  };
  const bool upright = box.height() > box.width() && !fits(forms.front(), box.width());
  if ((upright ? box.width() : box.height()) < metrics.height()) return;
  const double room = upright ? box.height() : box.width();
  const auto form = std::find_if(forms.begin(), forms.end(),
                                 [&](const std::string& each) { return fits(each, room); });
  if (form == forms.end()) return;
  painter.setPen(inkOn(ground));
  if (!upright) return painter.drawText(box, Qt::AlignCenter, text(*form));
  painter.save();
  painter.translate(box.center());
  painter.rotate(-90);
  painter.drawText(QRectF(-box.height() / 2, -box.width() / 2, box.height(), box.width()),
                   Qt::AlignCenter, text(*form));
  painter.restore();
}

/// Neighbours differ, and what is live at the cursor stands out.
QColor colorOf(const ArenaShape& shape, const ArenaContent& content, const Theme& theme) {
  const QColor& full = theme.kinds[shape.paint];
  if (!shape.buffer) return full;
  const QColor shade = *shape.buffer % 2 == 0 ? full : mixed(full, theme.page, oddShade);
  const bool live = content.map.steps(*shape.buffer).contains(content.cursor);
  return live ? shade : mixed(shade, theme.page, dimness);
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
                  const ArenaContent& content, const Theme& theme) {
  painter.setBrush(Qt::NoBrush);
  for (const ArenaShape& shape : shapes) {
    const QRectF box = inPlot(frame, shape);
    const QColor color = colorOf(shape, content, theme);
    painter.fillRect(box, color);
    if (!shape.buffer || std::min(box.width(), box.height()) < outlined) continue;
    painter.setPen(QPen(theme.page, 1));
    painter.drawRect(box);
    // Most are too low for a text: their names are not even made.
    if (std::min(box.width(), box.height()) < QFontMetricsF(painter.font()).height()) continue;
    paintName(painter, box, content.labels.forms(*shape.buffer), color);
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
