#pragma once

#include <QStyledItemDelegate>

namespace tessera::gui {

/// Pixels beside what is written in a figure or a heading of the comparison.
inline constexpr int comparePad = 8;

/// A figure with its difference from the reference below it: worse in alarm colour with an upward
/// arrow, better in good colour with a downward one.
class CompareDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A line of a table of changes: growth in alarm colour, shrinking in good colour; the total bold.
class ChangeDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

}  // namespace tessera::gui
