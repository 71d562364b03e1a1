#pragma once

#include <QString>

namespace tessera::gui {

/// "image=1x3x224x224", as was last given for the file; empty where nothing was.
QString shapesOf(const QString& path);
void rememberShapes(const QString& path, const QString& words);

}  // namespace tessera::gui
