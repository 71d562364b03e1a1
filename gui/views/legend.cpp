#include "gui/views/legend.h"

#include <QFontMetricsF>
#include <cmath>

namespace tessera::gui {
namespace {

constexpr double dashedSample = 27;  // pixels of a dashed line that show it to be one

}  // namespace

std::vector<LegendEntry> legendOf(const std::vector<std::size_t>& paints, const Theme& theme) {
  std::vector<LegendEntry> entries;
  for (const std::size_t p : paints) {
    entries.push_back({QString::fromUtf8(svg::paints[p].meaning), theme.kinds[p]});
  }
  return entries;
}

void paintLegend(QPainter& painter, const QRectF& row, const std::vector<LegendEntry>& entries,
                 const QString& note, const Theme& theme) {
  const QFontMetricsF metrics(painter.font());
  const double swatch = std::floor(metrics.ascent() * 0.8);
  const double middle = std::floor(row.center().y()) + 0.5;
  double x = row.left();
  for (const LegendEntry& entry : entries) {
    const double width = metrics.horizontalAdvance(entry.words);
    const double sample = entry.line ? dashedSample : swatch;
    if (x + sample + 6 + width > row.right()) break;
    if (entry.line) {
      painter.setPen(QPen(entry.color, 2, Qt::DashLine));
      painter.drawLine(QPointF(x, middle), QPointF(x + sample, middle));
    } else {
      painter.fillRect(QRectF(x, std::floor(middle - swatch / 2), swatch, swatch), entry.color);
    }
    x += sample + 6;
    painter.setPen(theme.ink);
    painter.drawText(QRectF(x, row.top(), width + 1, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, entry.words);
    x += width + 16;
  }
  if (x + metrics.horizontalAdvance(note) > row.right()) return;
  painter.setPen(theme.quiet);
  painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, note);
}

}  // namespace tessera::gui
