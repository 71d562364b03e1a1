#include "gui/views/timeline_painter.h"

#include <algorithm>
#include <array>

namespace tessera::gui {
namespace {

constexpr double paleness = 0.55;  // of the page in a pale colour

using Colors = std::array<QColor, svg::paints.size()>;

Colors paled(const Colors& colors, const QColor& page) {
  Colors pale;
  std::transform(colors.begin(), colors.end(), pale.begin(),
                 [&](const QColor& color) { return mixed(color, page, paleness); });
  return pale;
}

/// Bytes of one kind in a column: from where the kinds below it end.
struct Layer {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  friend bool operator==(Layer, Layer) = default;
};

/// A rectangle for each run of columns that are alike: no seams where nothing changes.
void paintLayer(QPainter& painter, const PlotFrame& frame,
                const std::vector<TimelineColumn>& columns, const std::vector<Layer>& layer,
                const QColor& color) {
  for (std::size_t i = 0; i < layer.size();) {
    std::size_t end = i + 1;
    while (end < layer.size() && layer[end] == layer[i]) ++end;
    if (layer[i].end > layer[i].begin) {
      const double left = std::max(frame.area.left(), frame.x(columns[i].begin));
      const double right = std::min(frame.area.right(), frame.x(columns[end - 1].end));
      const double top = frame.y(static_cast<double>(layer[i].end));
      const double bottom = frame.y(static_cast<double>(layer[i].begin));
      painter.fillRect(QRectF(left, top, right - left, bottom - top), color);
    }
    i = end;
  }
}

/// The stacks of one step of each column, from below.
void paintStacksOf(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
                   const std::vector<TimelineColumn>& columns, std::int64_t TimelineColumn::*step,
                   const Colors& colors) {
  std::vector<Layer> layer(columns.size());
  for (const std::size_t p : data.paints) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::int64_t bytes = data.stacks[static_cast<std::size_t>(columns[i].*step)][p];
      layer[i] = {layer[i].end, layer[i].end + bytes};
    }
    paintLayer(painter, frame, columns, layer, colors[p]);
  }
}

bool isMixed(const TimelineColumn& column) { return column.heaviest != column.lightest; }

}  // namespace

void paintStacks(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
                 const std::vector<TimelineColumn>& columns, const Theme& theme) {
  if (std::any_of(columns.begin(), columns.end(), isMixed)) {
    paintStacksOf(painter, frame, data, columns, &TimelineColumn::heaviest,
                  paled(theme.kinds, theme.page));
  }
  paintStacksOf(painter, frame, data, columns, &TimelineColumn::lightest, theme.kinds);
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
