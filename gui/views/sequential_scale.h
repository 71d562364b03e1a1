#pragma once

#include <QColor>
#include <QPainter>

#include "gui/views/theme.h"

namespace tessera::gui {

/// A colour for an amount from 0 to 1: one hue, evenly from near the page's ground to far from it,
/// so that more is more in light and dark and to all who are colour-blind.
QColor sequentialColor(const Theme& theme, double amount);

/// The scale from `least` on as a bar, from left to right.
void paintScaleBar(QPainter& painter, const Theme& theme, const QRectF& bar, double least = 0);

}  // namespace tessera::gui
