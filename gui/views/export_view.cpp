#include "gui/views/export_view.h"

#include <QBuffer>
#include <QPainter>
#include <QPixmap>
#include <QSaveFile>
#include <QSvgGenerator>

#include "core/error.h"
#include "gui/models/save.h"

namespace tessera::gui {
namespace {

QByteArray asSvg(QWidget& widget) {
  QBuffer buffer;
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(widget.size());
  generator.setResolution(widget.logicalDpiX());  // as the text was measured
  generator.setViewBox(widget.rect());
  generator.setTitle(widget.accessibleName());
  QPainter painter(&generator);
  widget.render(&painter);
  painter.end();
  return buffer.data();
}

QByteArray asPng(QWidget& widget, int scale) {
  QPixmap pixmap(widget.size() * scale);
  pixmap.setDevicePixelRatio(scale);
  pixmap.fill(widget.palette().color(QPalette::Base));
  widget.render(&pixmap);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  pixmap.save(&buffer, "PNG");
  return bytes;
}

void write(const QByteArray& bytes, const QString& path) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return;
  throw Error(ErrorCode::input, "cannot be written: " + file.errorString().toStdString(),
              path.toStdString(), "choose another folder");
}

}  // namespace

void exportPicture(QWidget& widget, const QString& path, int scale) {
  if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) return write(asSvg(widget), path);
  if (path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive))
    return write(asPng(widget, scale), path);
  throw Error(ErrorCode::usage, "a picture is written as .svg or .png", path.toStdString(),
              "choose one of these endings");
}

void exportText(const std::string& text, const QString& path) {
  write(QByteArray(text.data(), static_cast<qsizetype>(text.size())), path);
}

void exportAs(const RunData& run, TimelineAxis axis, QWidget& view,
              const std::function<std::string()>& csv, const QString& path, int scale) {
  if (path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) return exportText(csv(), path);
  if (const auto text = reportText(run, axis, path.toStdString())) return exportText(*text, path);
  exportPicture(view, path, scale);
}

}  // namespace tessera::gui
