#pragma once

#include <QAbstractTableModel>
#include <string_view>
#include <vector>

#include "gui/models/comparison_model.h"
#include "sim/check/change_cells.h"

namespace tessera::gui {

/// A table of a difference as `tessera diff` prints it: what changed most first, then what is left
/// out and the total, which of buffers is the size of nothing and says so.
class ChangeModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { name, before, after, change, share, columns };
  static constexpr int trendRole = Qt::UserRole;      ///< a `Trend`, as an int
  static constexpr int totalRole = Qt::UserRole + 1;  ///< whether it is the total

  static constexpr std::string_view buffersKey = "buffer_bytes";

  using QAbstractTableModel::QAbstractTableModel;

  void setTable(const ChangeTable& table);
  void clear();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<ChangeCells> cells_;
};

}  // namespace tessera::gui
