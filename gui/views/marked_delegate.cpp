#include "gui/views/marked_delegate.h"

#include <QPainter>

#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

constexpr int markBar = 3;  // pixels
constexpr float markTint = 0.14F;

}  // namespace

void MarkedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  if (!isMarked_(index.row())) return;
  const QColor color = themeOf(option.palette).selection;
  QColor ground = color;
  ground.setAlphaF(markTint);
  if (!option.state.testFlag(QStyle::State_Selected)) painter->fillRect(option.rect, ground);
  if (index.column() == 0) {
    painter->fillRect(QRect(option.rect.topLeft(), QSize(markBar, option.rect.height())), color);
  }
}

}  // namespace tessera::gui
