#include "gui/models/table_model.h"

#include <algorithm>

#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

bool isUnknown(const CellValue& value) { return std::holds_alternative<std::monostate>(value); }

}  // namespace

void TableModel::setTable(TableData table) {
  beginResetModel();
  table_ = std::move(table);
  arrange();
  endResetModel();
}

void TableModel::setFilter(const TableFilter& filter) {
  if (filter == filter_) return;
  beginResetModel();
  filter_ = filter;
  arrange();
  endResetModel();
}

void TableModel::sort(int column, Qt::SortOrder order) {
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  const QModelIndexList before = persistentIndexList();
  std::vector<std::size_t> rows;
  for (const QModelIndex& index : before) {
    rows.push_back(shown_[static_cast<std::size_t>(index.row())]);
  }
  sortColumn_ = column;
  sortOrder_ = order;
  arrange();
  QModelIndexList after;
  for (qsizetype i = 0; i < before.size(); ++i) {
    after.append(index(*shownAt_[rows[static_cast<std::size_t>(i)]], before[i].column()));
  }
  changePersistentIndexList(before, after);
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TableModel::arrange() {
  shown_ = rowsPassing(table_, filter_);
  if (sortColumn_ >= 0 && sortColumn_ < static_cast<int>(table_.columns.size())) sortRows();
  shownAt_.assign(table_.rows, std::nullopt);
  for (std::size_t i = 0; i < shown_.size(); ++i) shownAt_[shown_[i]] = static_cast<int>(i);
}

/// Each value is made once; what is unknown comes last either way.
void TableModel::sortRows() {
  struct Keyed {
    CellValue key;
    std::size_t row;
  };
  const TableColumn& column = table_.columns[static_cast<std::size_t>(sortColumn_)];
  std::vector<Keyed> keyed;
  keyed.reserve(shown_.size());
  for (const std::size_t row : shown_) keyed.push_back({column.value(row), row});
  const bool down = sortOrder_ == Qt::DescendingOrder;
  std::stable_sort(keyed.begin(), keyed.end(), [down](const Keyed& a, const Keyed& b) {
    if (isUnknown(a.key) || isUnknown(b.key)) return !isUnknown(a.key) && isUnknown(b.key);
    return down ? b.key < a.key : a.key < b.key;
  });
  std::transform(keyed.begin(), keyed.end(), shown_.begin(), [](const Keyed& k) { return k.row; });
}

int TableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int TableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const TableColumn& column = table_.columns[static_cast<std::size_t>(index.column())];
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter |
                               (column.kind == CellKind::text ? Qt::AlignLeft : Qt::AlignRight));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  const CellValue value = column.value(shown_[static_cast<std::size_t>(index.row())]);
  return text(cellText(column, value));
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const TableColumn& column = table_.columns[static_cast<std::size_t>(section)];
  switch (role) {
    case Qt::DisplayRole:
      return text(column.title);
    case Qt::ToolTipRole:
      return text(column.title + ": " + column.tip);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter |
                                 (column.kind == CellKind::text ? Qt::AlignLeft : Qt::AlignRight));
    default:
      return {};
  }
}

std::size_t TableModel::targetOf(int row) const {
  return table_.index(shown_[static_cast<std::size_t>(row)]);
}

std::optional<int> TableModel::rowOf(std::size_t target) const {
  const auto row = table_.rowOf(target);
  return row ? shownAt_[*row] : std::nullopt;
}

std::vector<std::size_t> TableModel::tableRows(const std::vector<int>& rows) const {
  std::vector<std::size_t> found;
  found.reserve(rows.size());
  for (const int row : rows) found.push_back(shown_[static_cast<std::size_t>(row)]);
  return found;
}

std::string TableModel::csvText() const { return gui::csvText(table_, shown_); }

std::string TableModel::csvText(const std::vector<int>& rows) const {
  return gui::csvText(table_, tableRows(rows));
}

std::string TableModel::tabbedText(const std::vector<int>& rows) const {
  return gui::tabbedText(table_, tableRows(rows));
}

}  // namespace tessera::gui
