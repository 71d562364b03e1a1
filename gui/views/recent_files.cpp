#include "gui/views/recent_files.h"

#include <QSettings>

namespace tessera::gui {
namespace {

constexpr qsizetype most = 9;
const QString recentKey = QStringLiteral("recent");

void keep(const QStringList& files) { QSettings().setValue(recentKey, files); }

}  // namespace

QStringList recentFiles() { return QSettings().value(recentKey).toStringList(); }

void rememberFile(const QString& path) {
  QStringList files = recentFiles();
  files.removeAll(path);
  files.prepend(path);
  keep(files.mid(0, most));
}

void forgetFile(const QString& path) {
  QStringList files = recentFiles();
  files.removeAll(path);
  keep(files);
}

}  // namespace tessera::gui
