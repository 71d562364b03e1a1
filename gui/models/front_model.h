#pragma once

#include <QAbstractTableModel>
#include <map>

#include "gui/models/scatter.h"

namespace tessera::gui {

/// The Pareto front as a table, by rising peak. `sortRole` gives plain numbers.
class FrontModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { schedule, fits, peak, arena, sram, extra, latency, columns };
  static constexpr int sortRole = Qt::UserRole;
  static constexpr int recommendedRole = Qt::UserRole + 1;
  static constexpr int fitsRole = Qt::UserRole + 2;  ///< whether it is within the budgets
  static constexpr int goodRole = Qt::UserRole + 3;  ///< recommended, and it fits in all

  using QAbstractTableModel::QAbstractTableModel;

  void setScatter(const Scatter& scatter);
  void setArenas(const std::map<std::size_t, Bytes>& arenas);
  /// The candidate in a row.
  std::size_t candidate(int row) const { return scatter_.front[static_cast<std::size_t>(row)]; }
  /// The row of a candidate; -1 where it is not on the front.
  int rowOf(std::size_t candidate) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::optional<Bytes> planned(std::size_t candidate) const;
  std::optional<Bytes> bytes(std::size_t candidate, int column) const;
  QString text(std::size_t candidate, int column) const;
  QVariant number(std::size_t candidate, int column) const;

  Scatter scatter_;
  std::map<std::size_t, Bytes> arenas_;
};

}  // namespace tessera::gui
