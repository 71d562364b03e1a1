#pragma once

#include <QColor>
#include <QString>
#include <vector>

#include "gui/models/timeline_columns.h"
#include "gui/models/timeline_data.h"
#include "gui/views/plot_frame.h"

namespace tessera::gui {

/// An entry of a legend: a swatch of a colour, or a dashed line.
struct LegendEntry {
  QString words;
  QColor color;
  bool line = false;
};

/// What is live in each column, stacked by kind: the heaviest of its steps pale, the lightest in
/// full colour in front.
void paintStacks(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
                 const std::vector<TimelineColumn>& columns, const Theme& theme);

/// The corners along the tops of the columns, from left to right, cut off at what is in view.
QList<QPointF> skyline(const std::vector<TimelineColumn>& columns,
                       const std::vector<std::int64_t>& live, VisibleRange visible);

/// A dot on the peak and, above the plot, what it is; at the edge where it is out of view.
void paintPeak(QPainter& painter, const PlotFrame& frame, const TimelineData& data,
               const TimeAxis& axis, const Theme& theme);

/// Entries from left to right in that row, as many as fit; `note` at the right where room is left.
void paintLegend(QPainter& painter, const QRectF& row, const std::vector<LegendEntry>& entries,
                 const QString& note, const Theme& theme);

}  // namespace tessera::gui
