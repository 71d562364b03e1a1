#include "gui/views/shape_memory.h"

#include <QFileInfo>
#include <QMap>
#include <QSettings>

namespace tessera::gui {
namespace {

constexpr qsizetype mostShapes = 50;
const QString shapesKey = QStringLiteral("shapes");

/// Paths have slashes, which part the keys of settings: so one value holds them all.
QVariantMap keptShapes() { return QSettings().value(shapesKey).toMap(); }

QString keyOf(const QString& path) { return QFileInfo(path).absoluteFilePath(); }

}  // namespace

QString shapesOf(const QString& path) { return keptShapes().value(keyOf(path)).toString(); }

void rememberShapes(const QString& path, const QString& words) {
  QVariantMap shapes = keptShapes();
  if (words.isEmpty()) {
    shapes.remove(keyOf(path));
  } else {
    shapes[keyOf(path)] = words;
  }
  while (shapes.size() > mostShapes) shapes.erase(shapes.begin());
  QSettings().setValue(shapesKey, shapes);
}

}  // namespace tessera::gui
