#include "gui/models/front_model.h"

#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/models/time_text.h"
#include "sim/report/run_figures.h"

namespace tessera::gui {

void FrontModel::setScatter(const Scatter& scatter) {
  beginResetModel();
  scatter_ = scatter;
  arenas_.clear();
  endResetModel();
}

void FrontModel::setArenas(const std::map<std::size_t, Bytes>& arenas) {
  arenas_ = arenas;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, arena), index(rowCount() - 1, sram));
}

int FrontModel::rowOf(std::size_t candidate) const {
  const auto at = std::find(scatter_.front.begin(), scatter_.front.end(), candidate);
  return at == scatter_.front.end() ? -1 : static_cast<int>(at - scatter_.front.begin());
}

int FrontModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(scatter_.front.size());
}

int FrontModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns);
}

std::optional<Bytes> FrontModel::planned(std::size_t candidate) const {
  const auto found = arenas_.find(candidate);
  return found == arenas_.end() ? std::nullopt : std::optional(found->second);
}

/// Of a column that shows bytes; nothing while they are not known.
std::optional<Bytes> FrontModel::bytes(std::size_t candidate, int column) const {
  if (column == peak) return scatter_.points[candidate].peak;
  const auto arenaBytes = planned(candidate);
  if (column == arena || !arenaBytes) return arenaBytes;
  return *arenaBytes + scatter_.kept;
}

QString FrontModel::text(std::size_t candidate, int column) const {
  const ScatterPoint& point = scatter_.points[candidate];
  switch (column) {
    case schedule:
      return QString::fromStdString(point.schedule);
    case fits:
      return gui::text(scatter_.fits(point));
    case peak:
    case arena:
    case sram: {
      const auto known = bytes(candidate, column);
      return known ? QString::fromStdString(kib(*known)) : QStringLiteral("\u2026");
    }
    case extra:
      return QString::fromStdString(finePercent(point.extraPercent / 100));
    default:
      return point.milliseconds ? gui::text(timeText(*point.milliseconds))
                                : QStringLiteral("\u2013");
  }
}

QVariant FrontModel::number(std::size_t candidate, int column) const {
  const ScatterPoint& point = scatter_.points[candidate];
  switch (column) {
    case schedule:
      return QString::fromStdString(point.schedule);
    case fits:
      return gui::text(scatter_.fits(point));
    case peak:
    case arena:
    case sram:
      return static_cast<qlonglong>(bytes(candidate, column).value_or(Bytes(-1)).count());
    case extra:
      return static_cast<qlonglong>(point.extra.count());
    default:
      return point.milliseconds.value_or(-1);
  }
}

QVariant FrontModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const std::size_t at = candidate(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return text(at, index.column());
    case sortRole:
      return number(at, index.column());
    case recommendedRole:
      return scatter_.recommended == at;
    case fitsRole:
      return scatter_.points[at].inBudget;
    case goodRole:
      return scatter_.recommended == at && scatter_.recommendedFits;
    case Qt::TextAlignmentRole:
      return QVariant(index.column() <= fits ? Qt::AlignLeft | Qt::AlignVCenter
                                             : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
      return QString::fromStdString(describePoint(scatter_, scatter_.points[at], planned(at)));
    default:
      return {};
  }
}

QVariant FrontModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant(section <= fits ? Qt::AlignLeft | Qt::AlignVCenter
                                    : Qt::AlignRight | Qt::AlignVCenter);
  }
  if (role == Qt::ToolTipRole && section == sram) {
    return tr("In all: the arena and what the runtime keeps");
  }
  if (role == Qt::ToolTipRole && section == extra) {
    return gui::text("MACs executed beyond every operator once" +
                     (scatter_.tiles.empty() ? "" : ", with " + scatter_.tiles));
  }
  if (role == Qt::ToolTipRole && section == fits)
    return tr("Whether its peak is within the budget, and the weights in the flash");
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case schedule:
      return tr("Schedule");
    case fits:
      return tr("Fits");
    case peak:
      return tr("Peak");
    case arena:
      return tr("Arena");
    case sram:
      return tr("SRAM");
    case extra:
      return tr("Recomputed");
    default:
      return tr("Latency");
  }
}

}  // namespace tessera::gui
