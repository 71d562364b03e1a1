#include "gui/views/network_painter.h"

#include <QFontMetricsF>
#include <QObject>
#include <QPainterPath>
#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/views/sequential_scale.h"

namespace tessera::gui {
namespace {

constexpr double inset = 9;
constexpr double corner = 5;
constexpr double smallestText = 0.42;  ///< painter's scale below which text is left out

QRectF rectOf(const LayoutBox& box) { return {box.left, box.top, box.width, box.height}; }

QPointF pointOf(const LayoutPoint& point) { return {point.x, point.y}; }

QFont bold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

QFont small(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 0.88);
  return font;
}

void paintGroup(QPainter& painter, const NetworkPicture& picture, std::size_t group) {
  const QColor color = picture.theme.kind(BufferKind::tile);
  QColor ground = color;
  ground.setAlphaF(picture.theme.dark ? 0.14F : 0.16F);
  painter.setPen(QPen(color, 1.6, Qt::DashLine));
  painter.setBrush(ground);
  for (const LayoutBox& part : picture.layout.groups[group]) {
    painter.drawRoundedRect(rectOf(part), corner + 4, corner + 4);
  }
}

/// On the frames' upper edges, over what leads in.
void paintCaptions(QPainter& painter, const NetworkPicture& picture, std::size_t group) {
  if (group >= picture.figures.stages.size() || picture.scale < smallestText) return;
  const QColor color = picture.theme.kind(BufferKind::tile);
  const Grid grid = picture.figures.stages[group].grid;
  const QString caption = QObject::tr("%1 \u00d7 %2 patches").arg(grid.rows).arg(grid.columns);
  painter.setFont(bold(small(picture.font)));
  const QFontMetricsF metrics(painter.font());
  for (const LayoutBox& part : picture.layout.groups[group]) {
    const QRectF label(part.left + 8, part.top - metrics.height() / 2 - 1,
                       metrics.horizontalAdvance(caption) + 12, metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(inkOn(color));
    painter.drawText(label, Qt::AlignCenter, caption);
  }
}

void paintArrow(QPainter& painter, const QPointF& tip, const QPointF& from, const QColor& color) {
  QLineF line(tip, from);
  if (line.length() < 0.1) line = QLineF(tip, tip - QPointF(0, 1));
  line.setLength(6);
  const QPointF along = line.p2() - line.p1();
  const QPointF across(-along.y() * 0.5, along.x() * 0.5);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawPolygon(QPolygonF{tip, tip + along + across, tip + along - across});
}

void paintEdge(QPainter& painter, const NetworkPicture& picture, std::size_t index) {
  const auto& points = picture.layout.edges[index];
  if (points.size() < 4) return;
  QPainterPath path(pointOf(points[0]));
  for (std::size_t i = 1; i + 2 < points.size(); i += 3) {
    path.cubicTo(pointOf(points[i]), pointOf(points[i + 1]), pointOf(points[i + 2]));
  }
  if (!path.controlPointRect().adjusted(-2, -2, 2, 2).intersects(picture.visible)) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(picture.theme.quiet, 1.2));
  painter.drawPath(path);
  paintArrow(painter, pointOf(points.back()), pointOf(points[points.size() - 2]),
             picture.theme.quiet);
}

/// A word on the node's border.
void paintTag(QPainter& painter, const NetworkPicture& picture, const QRectF& node,
              const QString& word, const QColor& color, bool atTop) {
  painter.setFont(bold(small(picture.font)));
  const QFontMetricsF metrics(painter.font());
  const double width = metrics.horizontalAdvance(word) + 10;
  const double middle = atTop ? node.top() - 1 : node.bottom() + metrics.height() / 2 - 2;
  const QRectF tag(node.right() - width - 8, middle - metrics.height() / 2, width,
                   metrics.height());
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawRoundedRect(tag, 3, 3);
  painter.setPen(inkOn(color));
  painter.drawText(tag, Qt::AlignCenter, word);
}

void paintWords(QPainter& painter, const NetworkPicture& picture, const NetworkNode& node,
                const QRectF& box, const QColor& ink) {
  const QRectF room = box.adjusted(inset, 4, -inset, -4);
  painter.setPen(ink);
  painter.setFont(bold(picture.font));
  const QFontMetricsF large(painter.font());
  painter.drawText(QPointF(room.left(), room.top() + large.ascent()),
                   large.elidedText(text(node.name), Qt::ElideMiddle, room.width()));
  const QString bytes = text(kib(node.peak));
  painter.setFont(bold(small(picture.font)));
  const QFontMetricsF strong(painter.font());
  const double bytesWidth = strong.horizontalAdvance(bytes);
  const double last = room.bottom() - strong.descent();
  painter.drawText(QPointF(room.right() - bytesWidth, last), bytes);
  painter.setFont(small(picture.font));
  const QFontMetricsF plain(painter.font());
  painter.drawText(QPointF(room.left(), last - plain.height()),
                   plain.elidedText(text(node.kind), Qt::ElideRight, room.width()));
  painter.drawText(QPointF(room.left(), last), plain.elidedText(text(node.shape), Qt::ElideRight,
                                                                room.width() - bytesWidth - 8));
}

void paintNode(QPainter& painter, const NetworkPicture& picture, std::size_t index) {
  const NetworkNode& node = picture.figures.nodes[index];
  const QRectF box = rectOf(picture.layout.nodes[index]);
  if (!box.adjusted(-12, -12, 12, 12).intersects(picture.visible)) return;
  const Theme& theme = picture.theme;
  const double most = static_cast<double>(std::max<std::int64_t>(1, picture.figures.peak.count()));
  const QColor ground = sequentialColor(theme, static_cast<double>(node.peak.count()) / most);
  if (picture.selected == index) {
    painter.setPen(QPen(theme.selection, 3));
    painter.setBrush(theme.page);
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), corner + 3, corner + 3);
  } else if (picture.cursor == index) {
    painter.setPen(QPen(theme.selection, 2, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), corner + 3, corner + 3);
  }
  painter.setPen(node.atPeak ? QPen(theme.alarm, 3) : QPen(theme.quiet, 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(box, corner, corner);
  if (picture.scale < smallestText) return;
  paintWords(painter, picture, node, box, inkOn(ground));
  if (node.atPeak) paintTag(painter, picture, box, QObject::tr("peak"), theme.alarm, true);
  if (node.split) {
    paintTag(painter, picture, box, QObject::tr("split"), theme.kind(BufferKind::tile), false);
  }
}

}  // namespace

QSizeF networkNodeSize(const QFont& font) {
  const double lines = QFontMetricsF(bold(font)).height() + 2 * QFontMetricsF(small(font)).height();
  return {QFontMetricsF(font).averageCharWidth() * 31 + 2 * inset, lines + 10};
}

void paintNetwork(QPainter& painter, const NetworkPicture& picture) {
  const GraphLayout& layout = picture.layout;
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < layout.groups.size(); ++i) paintGroup(painter, picture, i);
  for (std::size_t i = 0; i < layout.edges.size(); ++i) paintEdge(painter, picture, i);
  for (std::size_t i = 0; i < layout.groups.size(); ++i) paintCaptions(painter, picture, i);
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) paintNode(painter, picture, i);
}

}  // namespace tessera::gui
