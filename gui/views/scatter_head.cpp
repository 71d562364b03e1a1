#include "gui/views/scatter_head.h"

#include <QFontMetricsF>
#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/models/time_text.h"
#include "gui/views/sequential_scale.h"

namespace tessera::gui {
namespace {

constexpr double headMargin = 12;
constexpr double headTop = 6;
constexpr double scaleBar = 80;

QString budgetWords(const SramLimit& budget, const ScatterExtent& extent) {
  QString words = QObject::tr("budget %1").arg(text(kib(budget.sram)));
  if (budget.kept > Bytes(0)) {
    words += QStringLiteral(", ") + text(budget.keptText()) + QStringLiteral(": ") +
             (budget.room() > Bytes(0) ? text(kib(budget.room())) : QObject::tr("nothing")) +
             QObject::tr(" left for the arena");
  }
  const bool above = static_cast<double>(budget.room().count()) > extent.mostBytes;
  return above ? words + QObject::tr(", above this picture") : words;
}

}  // namespace

ScatterHead::ScatterHead(const Scatter& scatter, const ScatterExtent& extent, std::size_t outside,
                         const QWidget& view)
    : extent_(extent), theme_(themeOf(view.palette())) {
  if (!scatter.layers.milliseconds && !extent.slowest) {
    lines_.push_back({QObject::tr("Latency is not known: choose a board and a calibrated runtime"),
                      theme_.quiet,
                      {}});
  }
  QString count = QObject::tr("%1 schedules").arg(scatter.points.size());
  if (outside > 0) count += QObject::tr(", %1 out of view").arg(outside);
  lines_.push_back({count, theme_.quiet, {}});
  if (scatter.budget) lines_.push_back({budgetWords(*scatter.budget, extent), theme_.alarm, {}});
  place(view);
}

void ScatterHead::place(const QWidget& view) {
  const QFontMetricsF metrics(view.font());
  double top = headTop + (extent_.slowest ? metrics.height() + 6 : 0);
  for (Line& line : lines_) {
    const QRectF room(headMargin, top, std::max(0.0, view.width() - 2 * headMargin), view.height());
    line.room = metrics.boundingRect(room, Qt::TextWordWrap, line.words).adjusted(0, 0, 2, 2);
    top = line.room.bottom() + 2;
  }
}

void ScatterHead::paint(QPainter& painter) const {
  for (const Line& line : lines_) {
    painter.setPen(line.color);
    painter.drawText(line.room, Qt::TextWordWrap, line.words);
  }
  if (extent_.slowest) paintScale(painter);
}

/// "Latency", from the fastest to the slowest.
void ScatterHead::paintScale(QPainter& painter) const {
  const QFontMetricsF metrics(painter.font());
  const double middle = headTop + metrics.height() / 2;
  const double baseline = middle + (metrics.ascent() - metrics.descent()) / 2;
  double x = headMargin;
  const auto write = [&](const QString& words, const QColor& color) {
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline), words);
    x += metrics.horizontalAdvance(words) + 8;
  };
  write(QObject::tr("Latency"), theme_.ink);
  write(text(timeText(*extent_.fastest)), theme_.quiet);
  paintScaleBar(painter, theme_, QRectF(x, middle - 5, scaleBar, 10), palestPoint);
  x += scaleBar + 8;
  write(text(timeText(*extent_.slowest)), theme_.quiet);
}

}  // namespace tessera::gui
