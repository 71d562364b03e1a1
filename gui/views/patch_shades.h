#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

#include "gui/views/theme.h"

namespace tessera::gui {

/// What the patch view's maps are filled with.
struct PatchShades {
  explicit PatchShades(const Theme& theme, int mostTimes);

  /// The more often a position is computed, the darker (in the dark: the brighter).
  QColor times(int count) const;
  QColor own;        ///< what the current patch alone computes
  QColor halo;       ///< lines over what other patches compute too
  QColor held;       ///< lines over what it needs and earlier patches have left
  QColor assembled;  ///< of the stage output, what earlier patches have written

 private:
  QColor ground_;
  QColor full_;
  int most_;
};

/// Diagonal lines inside `rect`, in phase with all others; no clipping, which SVG files lack.
void hatch(QPainter& painter, const QRectF& rect, const QColor& color);

}  // namespace tessera::gui
