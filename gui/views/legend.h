#pragma once

#include <QColor>
#include <QPainter>
#include <QString>
#include <vector>

#include "gui/views/theme.h"

namespace tessera::gui {

/// An entry of a legend: a swatch of a colour, or a dashed line.
struct LegendEntry {
  QString words;
  QColor color;
  bool line = false;
};

/// The kinds of buffers, by index into `svg::paints`.
std::vector<LegendEntry> legendOf(const std::vector<std::size_t>& paints, const Theme& theme);

/// How many rows of that width hold every entry; at least one.
int legendRows(const std::vector<LegendEntry>& entries, double width, const QFontMetricsF& metrics);

/// Entries from left to right, in as many rows as they need, of which `row` is the first; `note` at
/// the right of the last where room is left.
void paintLegend(QPainter& painter, const QRectF& row, const std::vector<LegendEntry>& entries,
                 const QString& note, const Theme& theme);

}  // namespace tessera::gui
