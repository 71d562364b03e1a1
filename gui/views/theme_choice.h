#pragma once

#include <QString>

namespace tessera::gui {

/// The colours that the user chose: "light", "dark" or "system"; kept in the user's settings.
QString keptTheme();
void keepTheme(const QString& name);

/// Gives all windows these colours at once.
void useTheme(const QString& name);

}  // namespace tessera::gui
