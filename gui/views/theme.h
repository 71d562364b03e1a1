#pragma once

#include <QColor>
#include <QPalette>
#include <QString>
#include <array>

#include "sim/report/svg/palette.h"

namespace tessera::gui {

/// The colours that views draw with, chosen by the palette so that they follow it live.
struct Theme {
  bool dark = false;
  QColor page;       ///< behind pictures
  QColor panel;      ///< of raised areas: bars, legends, tooltips
  QColor ink;        ///< text and outlines
  QColor quiet;      ///< secondary text
  QColor grid;       ///< hairlines
  QColor hatch;      ///< free space
  QColor alarm;      ///< budgets, what exceeds them
  QColor good;       ///< what became less
  QColor selection;  ///< what is selected: outlines and, translucent, bands
  std::array<QColor, svg::paints.size()> kinds;  ///< in the order of `svg::paints`

  const QColor& kind(BufferKind of) const { return kinds[svg::paintOf(of)]; }
};

/// Dark where the palette's window colour is.
Theme themeOf(const QPalette& palette);

/// The application's palettes; text has at least a contrast of 7 on its ground.
QPalette lightPalette();
QPalette darkPalette();

/// Between 1 and 21 (WCAG 2.1, "contrast ratio").
double contrast(const QColor& a, const QColor& b);

/// So much of `other` in it, 0 to 1.
QColor mixed(const QColor& color, const QColor& other, double part);

/// Black or white, whichever reads better on `ground`.
QColor inkOn(const QColor& ground);

}  // namespace tessera::gui
