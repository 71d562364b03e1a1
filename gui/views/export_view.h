#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <string>

#include "gui/models/run.h"
#include "gui/views/figure.h"
#include "sim/report/step_axis.h"

namespace tessera::gui {

/// Draws the widget into a file: SVG or PNG by its name's ending, PNG with `scale` pixels a point.
/// Written whole or not at all. Throws Error(usage) for another ending, Error(input) where it
/// cannot be written.
void exportPicture(QWidget& widget, const QString& path, int scale = 2);

/// Likewise as a figure under a title.
void exportFigure(QWidget& view, const FigureTitle& title, const QString& path, int scale = 2);

/// Likewise.
void exportText(const std::string& text, const QString& path);

/// What the name's ending asks for: the view as a figure, or the run's whole report; `csv` makes
/// what the view shows, where that is asked for.
void exportAs(const RunData& run, TimelineAxis axis, QWidget& view,
              const std::function<std::string()>& csv, const QString& path, int scale = 2);

}  // namespace tessera::gui
