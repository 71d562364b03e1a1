#include "gui/views/theme_choice.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>

#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

const QString themeKey = QStringLiteral("theme");

bool systemIsDark() {
  return QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
}

}  // namespace

QString keptTheme() { return QSettings().value(themeKey, QStringLiteral("system")).toString(); }

void useTheme(const QString& name) {
  const bool dark =
      name == QStringLiteral("dark") || (name == QStringLiteral("system") && systemIsDark());
  QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

void keepTheme(const QString& name) { QSettings().setValue(themeKey, name); }

}  // namespace tessera::gui
