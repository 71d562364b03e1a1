#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>

namespace tessera::gui {

/// Watches files that editors and exporters replace: a file that is removed or renamed over is
/// found again once it is back, by watching its folder.
class FileWatch : public QObject {
  Q_OBJECT

 public:
  explicit FileWatch(QObject* parent = nullptr);

  /// These files from now on, and no others.
  void watch(const QStringList& files);

 Q_SIGNALS:
  /// The file has other content; not told while there is no such file.
  void changed(const QString& file);

 private:
  void takeFile(const QString& file);
  void takeFolder();

  QFileSystemWatcher watcher_;
  QStringList files_;
};

}  // namespace tessera::gui
