#pragma once

#include <QList>
#include <vector>

#include "gui/models/timeline_columns.h"
#include "gui/models/timeline_data.h"
#include "gui/views/plot_frame.h"

namespace tessera::gui {

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

}  // namespace tessera::gui
