#pragma once

#include <QAbstractTableModel>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/compare_column.h"

namespace tessera::gui {

/// Whether a figure became less, which is better, or more.
enum class Trend : std::uint8_t { same, better, worse };

/// Runs side by side: a row a figure, a column a run. The last column is live where there is one;
/// the others were kept. One is the reference, from which all others show how far they are.
class ComparisonModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Row {
    peak,
    arena,
    fragmentation,
    kept,
    sram,
    fits,
    macs,
    recomputed,
    fullMacs,
    latency,
    flash,
    steps,
    peakOperator,
    rows
  };
  static constexpr int deltaRole = Qt::UserRole;  ///< "+12.0 KiB (+10.8 %)", "8.0 KiB SRAM left"
  static constexpr int trendRole = Qt::UserRole + 1;    ///< a `Trend`, as an int
  static constexpr int settingRole = Qt::UserRole + 2;  ///< of a header

  using QAbstractTableModel::QAbstractTableModel;

  void keep(CompareColumn column);
  void remove(int column);  ///< a kept one
  void setLive(std::optional<CompareColumn> column);
  void setReference(int column);

  int reference() const { return reference_; }
  bool isLive(int column) const { return live_ && column + 1 == columnCount(); }
  const CompareColumn& column(int index) const;
  /// A line a run: exact integers in the unit that the header names, empty where not known.
  std::string csvText() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString tip(int row, int column) const;

  std::vector<CompareColumn> kept_;
  std::optional<CompareColumn> live_;
  int reference_ = 0;
};

}  // namespace tessera::gui
