#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QRectF>
#include <string>
#include <vector>

#include "core/units.h"
#include "gui/models/sram_limit.h"
#include "gui/models/time_axis.h"
#include "gui/views/theme.h"

namespace tessera::gui {

/// A rectangle of a widget with the visible part of the time axis across and bytes upwards.
struct PlotFrame {
  QRectF area;
  VisibleRange visible;
  double most = 1;  ///< bytes at the upper edge

  double x(double position) const;
  double y(double bytes) const;
  double positionAt(double pixel) const;
  double bytesAt(double pixel) const;
};

/// Where a plot lies in a widget, below that many rows of text: all plots that are as wide begin
/// and end at the same pixels.
QRectF plotAreaIn(const QSizeF& size, const QFontMetricsF& metrics, double rows);

/// The height of such a row.
double rowHeight(const QFontMetricsF& metrics);

/// Pixels: a view that is lower has no room for a legend.
inline constexpr int lowHeight = 190;

/// The upper edge of a plot, as a multiple of what is highest in it.
inline constexpr double headroom = 1.06;

/// Hairlines across with bytes written at the left, and what they are above them.
void paintByteScale(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                    const QString& title);

/// The line at the bottom with marks and, at the left, the unit.
void paintTimeScale(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                    TimelineAxis unit);

/// Text on a plate of the page's colour, kept within `bounds`; `anchor` is the middle of its lower
/// edge. Returns the plate.
QRectF paintPlate(QPainter& painter, const QString& text, QPointF anchor, const QRectF& bounds,
                  const QColor& ink, const Theme& theme);

/// Parallel lines in a rectangle: up to the right, or `falling`.
void paintHatch(QPainter& painter, const QRectF& area, const QColor& color, bool falling = false);

/// What the runtime keeps of the limit, hatched above what that leaves for an arena. Nothing where
/// that is out of the plot, and so with `paintLimit`.
void paintKept(QPainter& painter, const PlotFrame& frame, const Theme& theme,
               const SramLimit& limit);

/// A dashed line at what the limit leaves for an arena and, where the runtime keeps something, one
/// at the limit. Their bytes are written at the right; `name` is what is limited.
void paintLimit(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                const SramLimit& limit, const QString& name);

/// Likewise without words.
void paintLimitLines(QPainter& painter, const PlotFrame& frame, const Theme& theme,
                     const SramLimit& limit);

/// A translucent band with edges: what is selected, or what will be.
void paintBand(QPainter& painter, const PlotFrame& frame, VisibleRange range, const QColor& color);

/// The line of the cursor's step.
void paintCursor(QPainter& painter, const PlotFrame& frame, double position, const Theme& theme);

/// A thin line where the mouse is, across.
void paintHover(QPainter& painter, const PlotFrame& frame, double x, const Theme& theme);

/// A few words in the middle of a view that has nothing to show.
void paintEmpty(QPainter& painter, const QRectF& area, const Theme& theme, const QString& words);

/// Around a view that has the keyboard.
void paintFocus(QPainter& painter, const QRectF& area, const Theme& theme);

/// Lines of a readout as a tooltip that breaks none of them: the first is bold.
QString linesAsTip(const std::vector<std::string>& lines);

}  // namespace tessera::gui
