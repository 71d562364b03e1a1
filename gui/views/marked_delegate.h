#pragma once

#include <QStyledItemDelegate>
#include <functional>

namespace tessera::gui {

/// Rows that belong to the cursor's step: a bar at their left and a tint, beside what is selected.
class MarkedDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  MarkedDelegate(std::function<bool(int)> isMarked, QObject* parent)
      : QStyledItemDelegate(parent), isMarked_(std::move(isMarked)) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;

 private:
  std::function<bool(int)> isMarked_;
};

}  // namespace tessera::gui
