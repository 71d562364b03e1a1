#pragma once

#include <QStringList>

namespace tessera::gui {

/// The files that were opened last, newest first, at most nine; kept in the user's settings.
QStringList recentFiles();
void rememberFile(const QString& path);
void forgetFile(const QString& path);

}  // namespace tessera::gui
