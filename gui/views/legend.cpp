#include "gui/views/legend.h"

#include <QFontMetricsF>
#include <cmath>

namespace tessera::gui {
namespace {

constexpr double dashedSample = 27;  // pixels of a dashed line that show it to be one
constexpr double beforeEntry = 6;
constexpr double entriesApart = 16;

double swatchOf(const QFontMetricsF& metrics) { return std::floor(metrics.ascent() * 0.8); }

double sampleOf(const LegendEntry& entry, const QFontMetricsF& metrics) {
  return entry.line ? dashedSample : swatchOf(metrics);
}

/// Where entries stand, from the left edge of their row.
struct EntryPlace {
  int row = 0;
  double x = 0;
};

/// Those of the entries, and last where the next would begin.
std::vector<EntryPlace> entryPlaces(const std::vector<LegendEntry>& entries, double width,
                                    const QFontMetricsF& metrics) {
  std::vector<EntryPlace> places;
  EntryPlace at;
  for (const LegendEntry& entry : entries) {
    const double needs =
        sampleOf(entry, metrics) + beforeEntry + metrics.horizontalAdvance(entry.words);
    if (at.x > 0 && at.x + needs > width) at = {at.row + 1, 0};
    places.push_back(at);
    at.x += needs + entriesApart;
  }
  places.push_back(at);
  return places;
}

void paintSample(QPainter& painter, const LegendEntry& entry, QPointF middle,
                 const QFontMetricsF& metrics) {
  if (entry.line) {
    painter.setPen(QPen(entry.color, 2, Qt::DashLine));
    painter.drawLine(middle, middle + QPointF(dashedSample, 0));
    return;
  }
  const double swatch = swatchOf(metrics);
  painter.fillRect(QRectF(middle.x(), std::floor(middle.y() - swatch / 2), swatch, swatch),
                   entry.color);
}

}  // namespace

std::vector<LegendEntry> legendOf(const std::vector<std::size_t>& paints, const Theme& theme) {
  std::vector<LegendEntry> entries;
  for (const std::size_t p : paints) {
    entries.push_back({QString::fromUtf8(svg::paints[p].meaning), theme.kinds[p]});
  }
  return entries;
}

int legendRows(const std::vector<LegendEntry>& entries, double width,
               const QFontMetricsF& metrics) {
  const std::vector<EntryPlace> places = entryPlaces(entries, width, metrics);
  return entries.empty() ? 1 : places[entries.size() - 1].row + 1;
}

void paintLegend(QPainter& painter, const QRectF& row, const std::vector<LegendEntry>& entries,
                 const QString& note, const Theme& theme) {
  const QFontMetricsF metrics(painter.font());
  const std::vector<EntryPlace> places = entryPlaces(entries, row.width(), metrics);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const QRectF line = row.translated(0, places[i].row * row.height());
    const double x = row.left() + places[i].x;
    paintSample(painter, entries[i], {x, std::floor(line.center().y()) + 0.5}, metrics);
    const double words = x + sampleOf(entries[i], metrics) + beforeEntry;
    painter.setPen(theme.ink);
    painter.drawText(QRectF(words, line.top(), line.right() - words + entriesApart, line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, entries[i].words);
  }
  const EntryPlace& end = places.back();
  if (end.x + metrics.horizontalAdvance(note) > row.width()) return;
  painter.setPen(theme.quiet);
  painter.drawText(row.translated(0, end.row * row.height()), Qt::AlignRight | Qt::AlignVCenter,
                   note);
}

}  // namespace tessera::gui
