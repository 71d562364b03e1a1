#include "gui/models/change_model.h"

namespace tessera::gui {
namespace {

const std::string& cellOf(const ChangeCells& cells, int column) {
  switch (column) {
    case ChangeModel::name:
      return cells.name;
    case ChangeModel::before:
      return cells.before;
    case ChangeModel::after:
      return cells.after;
    case ChangeModel::change:
      return cells.change;
    default:
      return cells.share;
  }
}

Trend trendOfChange(const ChangeCells& cells) {
  if (cells.change.starts_with('+')) return Trend::worse;
  return cells.change.starts_with('-') ? Trend::better : Trend::same;
}

}  // namespace

void ChangeModel::setTable(const ChangeTable& table) {
  beginResetModel();
  cells_ = tableCells(table, false);
  if (table.key == buffersKey) cells_.back().name = "SUM, never live together";
  endResetModel();
}

void ChangeModel::clear() {
  beginResetModel();
  cells_.clear();
  endResetModel();
}

int ChangeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(cells_.size());
}

int ChangeModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns);
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const ChangeCells& cells = cells_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return QString::fromStdString(cellOf(cells, index.column()));
    case Qt::ToolTipRole:
      return QString::fromStdString(cells.name);
    case trendRole:
      return static_cast<int>(index.column() >= change ? trendOfChange(cells) : Trend::same);
    case totalRole:
      return index.row() + 1 == rowCount();
    case Qt::TextAlignmentRole:
      return QVariant(index.column() == name ? Qt::AlignLeft | Qt::AlignVCenter
                                             : Qt::AlignRight | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant(section == name ? Qt::AlignLeft | Qt::AlignVCenter
                                    : Qt::AlignRight | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case name:
      return tr("Name");
    case before:
      return tr("Reference");
    case after:
      return tr("This");
    case change:
      return tr("Change");
    default:
      return tr("Change (%)");
  }
}

}  // namespace tessera::gui
