#pragma once

#include <QTableView>
#include <QWidget>

#include "gui/models/selection.h"
#include "gui/models/table_model.h"
#include "gui/views/filter_bar.h"

namespace tessera::gui {

/// One table with its filter bar. Choosing rows selects what they stand for; what is selected
/// elsewhere is scrolled to and highlighted.
class TablePane : public QWidget {
  Q_OBJECT

 public:
  /// `name` for screen readers and file names, `kindWord` for what the kind column holds.
  TablePane(Selection& selection, const QString& name, const QString& kindWord,
            QWidget* parent = nullptr);

  void setTable(TableData table);
  void showSelection();
  /// The steps, operators or buffers of the cursor's step: marked, and the first scrolled to where
  /// nothing of this table is selected.
  void setMarked(std::vector<std::size_t> targets);
  const std::vector<std::size_t>& marked() const { return marked_; }
  void focusFilter() { bar_->focusText(); }
  void findNext(int by);  ///< to the next (1) or the last (-1) row, round and round

  void copyRows();
  void copyCsv();
  void exportCsv();

  TableModel& model() { return *model_; }
  QTableView& view() { return *view_; }
  FilterBar& filterBar() { return *bar_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  void addActions();
  void takeFilter(const TableFilter& filter);
  void takeRows();
  void fitColumns();
  void fillWidth();
  bool isMarked(int row) const;
  void scrollTo(int row);
  std::optional<std::size_t> selectedTarget() const;
  std::vector<int> chosenRows() const;  ///< ascending; all where none is chosen

  Selection& selection_;
  QString name_;
  TableModel* model_;
  FilterBar* bar_;
  QTableView* view_;
  std::vector<int> natural_;  // widths that the contents ask for
  std::vector<int> least_;    // likewise without the sort mark
  std::vector<std::size_t> marked_;
  bool byHand_ = false;  // the user has set a width
  bool fitting_ = false;
  bool following_ = false;  // the selection is being shown, or changed from here
};

}  // namespace tessera::gui
