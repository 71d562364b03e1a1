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

/// Entries from left to right in that row, as many as fit; `note` at the right where room is left.
void paintLegend(QPainter& painter, const QRectF& row, const std::vector<LegendEntry>& entries,
                 const QString& note, const Theme& theme);

}  // namespace tessera::gui
