#include "gui/views/timeline_painter.h"

#include <algorithm>
#include <array>

namespace tessera::gui {
namespace {

constexpr double paleness = 0.55;  // of the page in a pale colour

using Colors = std::array<QColor, svg::paints.size()>;

QColor mixed(const QColor& color, const QColor& page) {
  const auto mix = [](float a, float b) {
    return static_cast<float>(a * (1 - paleness) + b * paleness);
  };
  return QColor::fromRgbF(mix(color.redF(), page.redF()), mix(color.greenF(), page.greenF()),
                          mix(color.blueF(), page.blueF()));
}

Colors paled(const Colors& colors, const QColor& page) {
  Colors pale;
  std::transform(colors.begin(), colors.end(), pale.begin(),
                 [&](const QColor& color) { return mixed(color, page); });
  return pale;
}

/// One step's stack between two edges, from below.
void paintStack(QPainter& painter, const PlotFrame& frame, double left, double right,
                const svg::Stack& stack, const Colors& colors) {
  std::int64_t below = 0;
  double bottom = frame.area.bottom();
  for (std::size_t p = 0; p < stack.size(); ++p) {
    if (stack[p] <= 0) continue;
    below += stack[p];
    const double top = frame.y(static_cast<double>(below));
    painter.fillRect(QRectF(left, top, right - left, bottom - top), colors[p]);
    bottom = top;
  }
}

}  // namespace

void paintStacks(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
                 const std::vector<TimelineColumn>& columns, const Theme& theme) {
  const Colors pale = paled(theme.kinds, theme.page);
  for (const TimelineColumn& column : columns) {
    const double left = std::max(frame.area.left(), frame.x(column.begin));
    const double right = std::min(frame.area.right(), frame.x(column.end));
    const auto stack = [&](std::int64_t step) -> const svg::Stack& {
      return data.stacks[static_cast<std::size_t>(step)];
    };
    if (column.heaviest != column.lightest) {
      paintStack(painter, frame, left, right, stack(column.heaviest), pale);
    }
    paintStack(painter, frame, left, right, stack(column.lightest), theme.kinds);
  }
}

QList<QPointF> skyline(const std::vector<TimelineColumn>& columns,
                       const std::vector<std::int64_t>& live, VisibleRange visible) {
  QList<QPointF> corners;
  for (const TimelineColumn& column : columns) {
    const auto height = static_cast<double>(live[static_cast<std::size_t>(column.heaviest)]);
    const QPointF left(std::max(visible.begin, column.begin), height);
    const QPointF right(std::min(visible.end, column.end), height);
    if (!corners.isEmpty() && corners.back().y() == height) {
      corners.back() = right;
    } else {
      corners << left << right;
    }
  }
  return corners;
}

void paintPeak(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
               const TimeAxis& axis, const Theme& theme) {
  const double middle = (axis.stepBegin(data.peakStep) + axis.stepEnd(data.peakStep)) / 2;
  const double x = frame.x(middle);
  const double y = frame.y(static_cast<double>(data.peak.count()));
  const double top = frame.area.top();
  const QRectF bounds(frame.area.left(), top - rowHeight(QFontMetricsF(painter.font())),
                      frame.area.width(), rowHeight(QFontMetricsF(painter.font())));
  QString label = QString::fromStdString(data.peakLabel);
  const bool before = x < frame.area.left();
  const bool behind = x > frame.area.right();
  if (before) label.prepend(QStringLiteral("\u25c2 "));
  if (behind) label.append(QStringLiteral(" \u25b8"));
  paintPlate(painter, label, {x, bounds.bottom() - 4}, bounds, theme.ink, theme);
  if (before || behind) return;
  painter.setPen(QPen(theme.ink, 1));
  painter.drawLine(QPointF(x, top - 3), QPointF(x, y));
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(theme.page, 1.5));
  painter.setBrush(theme.ink);
  painter.drawEllipse(QPointF(x, y), 4, 4);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace tessera::gui
