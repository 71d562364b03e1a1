#include "gui/models/file_watch.h"

#include <QFileInfo>

namespace tessera::gui {

FileWatch::FileWatch(QObject* parent) : QObject(parent) {
  connect(&watcher_, &QFileSystemWatcher::fileChanged, this, &FileWatch::takeFile);
  connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, &FileWatch::takeFolder);
}

void FileWatch::watch(const QStringList& files) {
  if (files == files_) return;
  files_ = files;
  const QStringList before = watcher_.files() + watcher_.directories();
  if (!before.isEmpty()) watcher_.removePaths(before);
  for (const QString& file : files_) {
    watcher_.addPath(file);
    watcher_.addPath(QFileInfo(file).absolutePath());
  }
}

void FileWatch::takeFile(const QString& file) {
  if (!QFileInfo::exists(file)) return;  // its folder tells when it is back
  watcher_.addPath(file);                // dropped where another file was renamed over it
  Q_EMIT changed(file);
}

void FileWatch::takeFolder() {
  for (const QString& file : files_) {
    if (!watcher_.files().contains(file) && watcher_.addPath(file)) Q_EMIT changed(file);
  }
}

}  // namespace tessera::gui
