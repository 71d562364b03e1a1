#pragma once

#include <QPen>

#include "gui/views/theme.h"

namespace tessera::gui {

/// How the run in a column of the comparison is drawn: a colour and a dash pattern of its own.
QPen seriesPen(const Theme& theme, int series);

}  // namespace tessera::gui
