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

/// Draws the widget, below a title where there is one.
void draw(QPainter& painter, QWidget& widget, const FigureTitle* title) {
  if (title == nullptr) return widget.render(&painter);
  paintTitle(painter, *title, widget);
  widget.render(&painter, QPoint(0, titleHeight(widget.font())));
}

QSize sizeOf(const QWidget& widget, const FigureTitle* title) {
  return widget.size() + QSize(0, title == nullptr ? 0 : titleHeight(widget.font()));
}

QByteArray asSvg(QWidget& widget, const FigureTitle* title) {
  QBuffer buffer;
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(sizeOf(widget, title));
  generator.setResolution(widget.logicalDpiX());  // as the text was measured
  generator.setViewBox(QRect(QPoint(), sizeOf(widget, title)));
  generator.setTitle(title == nullptr ? widget.accessibleName()
                                      : title->name + QStringLiteral(", ") + title->setting);
  QPainter painter(&generator);
  draw(painter, widget, title);
  painter.end();
  return buffer.data();
}

QByteArray asPng(QWidget& widget, const FigureTitle* title, int scale) {
  QPixmap pixmap(sizeOf(widget, title) * scale);
  pixmap.setDevicePixelRatio(scale);
  pixmap.fill(widget.palette().color(QPalette::Base));
  QPainter painter(&pixmap);
  draw(painter, widget, title);
  painter.end();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  pixmap.save(&buffer, "PNG");
  return bytes;
}

QByteArray asPicture(QWidget& widget, const FigureTitle* title, const QString& path, int scale) {
  if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) return asSvg(widget, title);
  if (path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) {
    return asPng(widget, title, scale);
  }
  throw Error(ErrorCode::usage, "a picture is written as .svg or .png", path.toStdString(),
              "choose one of these endings");
}

void write(const QByteArray& bytes, const QString& path) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return;
  throw Error(ErrorCode::input, "cannot be written: " + file.errorString().toStdString(),
              path.toStdString(), "choose another folder");
}

}  // namespace

void exportPicture(QWidget& widget, const QString& path, int scale) {
  write(asPicture(widget, nullptr, path, scale), path);
}

void exportFigure(QWidget& view, const FigureTitle& title, const QString& path, int scale) {
  const Figure figure(view);
  write(asPicture(view, &title, path, scale), path);
}

void exportText(const std::string& text, const QString& path) {
  write(QByteArray(text.data(), static_cast<qsizetype>(text.size())), path);
}

void exportAs(const RunData& run, TimelineAxis axis, QWidget& view,
              const std::function<std::string()>& csv, const QString& path, int scale) {
  if (path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) return exportText(csv(), path);
  if (const auto text = reportText(run, axis, path.toStdString())) return exportText(*text, path);
  exportFigure(view, titleOf(run), path, scale);
}

}  // namespace tessera::gui
