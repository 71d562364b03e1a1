#pragma once

#include <QAbstractTableModel>
#include <optional>
#include <vector>

#include "gui/models/table_data.h"
#include "gui/models/table_filter.h"

namespace tessera::gui {

/// A `TableData` for views, sorted by raw values and filtered. Both are done here and not in a
/// QSortFilterProxyModel, which is slow on some 100,000 rows. Texts are made where they are shown.
class TableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  explicit TableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// Takes another table; sorting and filter stay.
  void setTable(TableData table);
  const TableData& table() const { return table_; }

  void setFilter(const TableFilter& filter);
  const TableFilter& filter() const { return filter_; }

  /// A column below 0: as the table is.
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation,
                      int role = Qt::DisplayRole) const override;

  /// The step, operator or buffer of a shown row.
  std::size_t targetOf(int row) const;
  /// The shown row of it; nothing where it is filtered away.
  std::optional<int> rowOf(std::size_t target) const;

  /// What is shown: see `csvText` of TableData. `rows` are shown rows, in the order to write.
  std::string csvText() const;
  std::string csvText(const std::vector<int>& rows) const;
  std::string tabbedText(const std::vector<int>& rows) const;

 private:
  void arrange();
  void sortRows();
  std::vector<std::size_t> tableRows(const std::vector<int>& rows) const;

  TableData table_;
  TableFilter filter_;
  int sortColumn_ = -1;
  Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
  std::vector<std::size_t> shown_;           // table rows, in the order shown
  std::vector<std::optional<int>> shownAt_;  // by table row
};

}  // namespace tessera::gui
