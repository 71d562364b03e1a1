#include "tests/window/cut_texts.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTableView>

#include "gui/models/comparison_model.h"
#include "gui/views/compare_delegate.h"
#include "gui/views/compare_header.h"
#include "gui/views/headline_strip.h"

namespace tessera::test {
namespace {

class Walk {
 public:
  void visit(QWidget& widget) {
    if (const auto* label = qobject_cast<QLabel*>(&widget)) visitLabel(*label);
    if (const auto* button = qobject_cast<QAbstractButton*>(&widget)) visitButton(*button);
    if (const auto* list = qobject_cast<QComboBox*>(&widget)) visitList(*list);
    if (const auto* tabs = qobject_cast<QTabBar*>(&widget)) visitTabs(*tabs);
    if (auto* table = qobject_cast<QTableView*>(&widget)) visitTable(*table);
    if (const auto* strip = qobject_cast<gui::HeadlineStrip*>(&widget)) visitStrip(*strip);
  }

  WalkedTexts texts;

 private:
  void look(const QString& words, bool whole, const char* where) {
    if (words.isEmpty()) return;
    ++texts.walked;
    if (!whole) texts.cut << QString::fromLatin1(where) + QStringLiteral(": ") + words;
  }

  void visitLabel(const QLabel& label) {
    const bool whole = label.wordWrap() ? label.heightForWidth(label.width()) <= label.height()
                                        : label.sizeHint().width() <= label.width();
    look(label.text(), whole, "label");
  }

  void visitButton(const QAbstractButton& button) {
    look(button.text(),
         button.sizeHint().width() <= button.width() ||
             button.fontMetrics().horizontalAdvance(button.text()) + 8 <= button.width(),
         "button");
  }

  void visitList(const QComboBox& list) {
    QStyleOptionComboBox option;
    option.initFrom(&list);
    option.editable = list.isEditable();
    const QRect field = list.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                     QStyle::SC_ComboBoxEditField, &list);
    const int needs = list.fontMetrics().horizontalAdvance(list.currentText());
    look(list.currentText(), needs <= field.width(), "list");
  }

  void visitTabs(const QTabBar& tabs) {
    for (int at = 0; at < tabs.count(); ++at) {
      look(tabs.tabText(at),
           tabs.fontMetrics().horizontalAdvance(tabs.tabText(at)) <= tabs.tabRect(at).width(),
           "tab");
    }
  }

  /// Headings, and cells that are not names: those are aligned to the right.
  void visitTable(const QTableView& table) {
    const bool ofRuns = qobject_cast<gui::CompareHeader*>(table.horizontalHeader()) != nullptr;
    const QAbstractItemModel& model = *table.model();
    for (int column = 0; column < model.columnCount(); ++column) {
      if (table.isColumnHidden(column)) continue;
      const QString title = model.headerData(column, Qt::Horizontal).toString();
      const int room = table.columnWidth(column) - 4;
      if (!ofRuns) look(title, table.fontMetrics().horizontalAdvance(title) <= room, "heading");
      for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex cell = model.index(row, column);
        if (!table.visualRect(cell).intersects(table.viewport()->rect())) continue;
        ofRuns ? visitFigure(table, cell) : visitCell(table, cell);
      }
    }
  }

  void visitCell(const QTableView& table, const QModelIndex& cell) {
    const int aligned = cell.data(Qt::TextAlignmentRole).toInt();
    if ((aligned & static_cast<int>(Qt::AlignRight)) == 0) return;
    const QString words = cell.data().toString();
    const int needs = QFontMetrics(table.font()).horizontalAdvance(words) + 6;
    look(words, needs <= table.columnWidth(cell.column()), "cell");
  }

  /// A figure of a run and, below it, its difference.
  void visitFigure(const QTableView& table, const QModelIndex& cell) {
    if (cell.row() == gui::ComparisonModel::peakOperator) return;
    const int room = table.columnWidth(cell.column()) - 2 * gui::comparePad;
    for (const int role : {static_cast<int>(Qt::DisplayRole), gui::ComparisonModel::deltaRole}) {
      const QString words = cell.data(role).toString();
      look(words, QFontMetrics(table.font()).horizontalAdvance(words) <= room, "figure");
    }
  }

  void visitStrip(const gui::HeadlineStrip& strip) {
    for (const auto& line : strip.lines()) {
      const bool fits = QFontMetrics(line.font).horizontalAdvance(line.shown) <= line.room.width();
      look(line.text,
           (line.mayCut || line.shown == line.text) && fits && strip.rect().contains(line.room),
           "headline");
    }
  }
};

}  // namespace

WalkedTexts walkTexts(QWidget& window) {
  Walk walk;
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    if (widget->isVisible()) walk.visit(*widget);
  }
  return walk.texts;
}

}  // namespace tessera::test
