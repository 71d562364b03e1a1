#include "gui/views/compare_delegate.h"

#include <QPainter>
#include <algorithm>

#include "gui/models/change_model.h"
#include "gui/models/comparison_model.h"
#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

QColor colorOf(const Theme& theme, Trend trend) {
  return trend == Trend::worse ? theme.alarm : trend == Trend::better ? theme.good : theme.quiet;
}

}  // namespace

void CompareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  const Theme theme = themeOf(option.palette);
  const auto trend = static_cast<Trend>(index.data(ComparisonModel::trendRole).toInt());
  QString delta = index.data(ComparisonModel::deltaRole).toString();
  QString value = index.data().toString();
  if (trend == Trend::worse) (delta.isEmpty() ? value : delta).prepend(QStringLiteral("\u25b2 "));
  if (trend == Trend::better) (delta.isEmpty() ? value : delta).prepend(QStringLiteral("\u25bc "));
  painter->save();
  painter->fillRect(option.rect, index.row() % 2 == 0
                                     ? option.palette.color(QPalette::Base)
                                     : option.palette.color(QPalette::AlternateBase));
  if (option.state.testFlag(QStyle::State_Selected)) {
    QColor ground = theme.selection;
    ground.setAlphaF(0.16F);
    painter->fillRect(option.rect, ground);
  }
  const QRect room = option.rect.adjusted(comparePad, 3, -comparePad, -3);
  QFont strong = option.font;
  strong.setWeight(QFont::DemiBold);
  painter->setFont(strong);
  painter->setPen(delta.isEmpty() && trend != Trend::same ? colorOf(theme, trend) : theme.ink);
  const QFontMetrics large(strong);
  const bool alone = delta.isEmpty();
  const QRect first(room.left(), alone ? room.top() : room.top(), room.width(),
                    alone ? room.height() : large.height());
  painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter,
                    large.elidedText(value, Qt::ElideMiddle, room.width()));
  if (!alone) {
    painter->setFont(option.font);
    painter->setPen(colorOf(theme, trend));
    painter->drawText(QRect(room.left(), room.top() + large.height(), room.width(),
                            room.height() - large.height()),
                      Qt::AlignRight | Qt::AlignVCenter,
                      QFontMetrics(option.font).elidedText(delta, Qt::ElideRight, room.width()));
  }
  painter->restore();
}

/// Figures are never cut.
QSize CompareDelegate::sizeHint(const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  QFont strong = option.font;
  strong.setWeight(QFont::DemiBold);
  const QFontMetrics plain(option.font);
  const int mark = plain.horizontalAdvance(QStringLiteral("\u25b2 "));
  int width = mark + plain.horizontalAdvance(index.data(ComparisonModel::deltaRole).toString());
  if (index.row() != ComparisonModel::peakOperator) {
    width = std::max(width, mark + QFontMetrics(strong).horizontalAdvance(index.data().toString()));
  }
  return {width + 2 * comparePad, 2 * plain.height() + 7};
}

void ChangeDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  const auto trend = static_cast<Trend>(index.data(ChangeModel::trendRole).toInt());
  if (trend != Trend::same) {
    option->palette.setColor(QPalette::Text, colorOf(themeOf(option->palette), trend));
  }
  if (index.data(ChangeModel::totalRole).toBool()) option->font.setWeight(QFont::DemiBold);
}

}  // namespace tessera::gui
