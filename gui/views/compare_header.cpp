#include "gui/views/compare_header.h"

#include <QMouseEvent>
#include <QPainter>

#include "gui/models/comparison_model.h"
#include "gui/views/compare_delegate.h"
#include "gui/views/series_pen.h"

namespace tessera::gui {
namespace {

constexpr int crossSize = 14;
constexpr int narrowestRun = 170;
constexpr int settingLines = 4;

/// "layer", "tflm, NUCLEO-H743ZI2,", "as-stored": parted at commas where a line is full. The
/// schedule stands alone.
QStringList linesOf(const QString& setting, const QFontMetrics& metrics, int room) {
  QStringList parts = setting.split(QStringLiteral(", "));
  QStringList lines{parts.takeFirst()};
  for (const QString& part : parts) {
    const QString longer = lines.back() + QStringLiteral(", ") + part;
    if (lines.size() > 1 && metrics.horizontalAdvance(longer) <= room) {
      lines.back() = longer;
    } else {
      lines << part;
    }
  }
  return lines.mid(0, settingLines);
}

const ComparisonModel& modelOf(const QHeaderView& header) {
  return *qobject_cast<const ComparisonModel*>(header.model());
}

}  // namespace

CompareHeader::CompareHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
  setSectionsClickable(true);
  setHighlightSections(false);
  setMinimumSectionSize(150);
  setDefaultSectionSize(210);
  setMouseTracking(true);
}

QSize CompareHeader::sizeHint() const {
  return {QHeaderView::sizeHint().width(), 6 * fontMetrics().height() + 2 * comparePad + 4};
}

/// A name may lose its middle: the figures below decide how wide a column is.
QSize CompareHeader::sectionSizeFromContents(int) const {
  return {narrowestRun, sizeHint().height()};
}

bool CompareHeader::canRemove(int section) const { return !modelOf(*this).isLive(section); }

QRect CompareHeader::crossRect(int section) const {
  const int right = sectionViewportPosition(section) + sectionSize(section);
  return {right - crossSize - comparePad + 2, comparePad - 2, crossSize, crossSize};
}

void CompareHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
  const ComparisonModel& runs = modelOf(*this);
  const Theme theme = themeOf(palette());
  const bool isReference = runs.reference() == section;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->fillRect(rect, theme.panel);
  painter->setPen(theme.grid);
  painter->drawLine(rect.bottomLeft(), rect.bottomRight());
  painter->drawLine(rect.topRight(), rect.bottomRight());
  const QRect room = rect.adjusted(comparePad, comparePad, -comparePad, -comparePad);
  const QFontMetrics metrics(font());
  painter->setPen(seriesPen(theme, section));
  painter->drawLine(QPointF(room.left(), room.top() + 5),
                    QPointF(room.left() + 40, room.top() + 5));
  painter->setPen(isReference ? theme.ink : theme.quiet);
  const QString role = isReference            ? tr("reference")
                       : runs.isLive(section) ? tr("current run")
                                              : QString();
  painter->drawText(QRect(room.left() + 48, room.top() - 3, room.width() - 66, metrics.height()),
                    Qt::AlignLeft | Qt::AlignVCenter, role);
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  painter->setFont(strong);
  painter->setPen(theme.ink);
  int y = room.top() + metrics.height() + 2;
  painter->drawText(QRect(room.left(), y, room.width(), metrics.height()),
                    Qt::AlignLeft | Qt::AlignVCenter,
                    QFontMetrics(strong).elidedText(
                        runs.headerData(section, Qt::Horizontal, Qt::DisplayRole).toString(),
                        Qt::ElideMiddle, room.width()));
  painter->setFont(font());
  painter->setPen(theme.quiet);
  y += metrics.height();
  const QString setting =
      runs.headerData(section, Qt::Horizontal, ComparisonModel::settingRole).toString();
  for (const QString& line : linesOf(setting, metrics, room.width())) {
    painter->drawText(QRect(room.left(), y, room.width(), metrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(line, Qt::ElideMiddle, room.width()));
    y += metrics.height();
  }
  if (canRemove(section)) {
    const QRectF cross = QRectF(crossRect(section)).adjusted(3, 3, -3, -3);
    painter->setPen(QPen(theme.quiet, 1.4));
    painter->drawLine(cross.topLeft(), cross.bottomRight());
    painter->drawLine(cross.topRight(), cross.bottomLeft());
  }
  if (isReference) {
    painter->fillRect(QRect(rect.left(), rect.bottom() - 2, rect.width(), 3), theme.selection);
  }
  painter->restore();
}

void CompareHeader::mouseReleaseEvent(QMouseEvent* event) {
  const int section = logicalIndexAt(event->pos());
  const bool onEdge = cursor().shape() == Qt::SplitHCursor;
  QHeaderView::mouseReleaseEvent(event);
  if (section < 0 || onEdge || event->button() != Qt::LeftButton) return;
  if (canRemove(section) && crossRect(section).adjusted(-4, -4, 4, 4).contains(event->pos())) {
    Q_EMIT removeRequested(section);
  } else {
    Q_EMIT referenceChosen(section);
  }
}

}  // namespace tessera::gui
