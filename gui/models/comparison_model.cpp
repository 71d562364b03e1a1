#include "gui/models/comparison_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>

#include "core/csv.h"
#include "gui/models/qt_text.h"
#include "gui/models/time_text.h"
#include "sim/report/run_figures.h"

namespace tessera::gui {
namespace {

using Value = std::optional<std::int64_t>;

std::string bytesText(std::int64_t value) {
  return value < 0 ? "-" + kib(Bytes(-value)) : kib(Bytes(value));
}

std::string countText(std::int64_t value) {
  return value < 0 ? "-" + siCount(-value) : siCount(value);
}

std::string latencyText(std::int64_t value) {
  return gui::timeText(static_cast<double>(value) / 1e6);
}

/// A figure that is a number: less is better, except of steps, which are neither.
struct Figure {
  const char* title;
  const char* about;
  Value (*value)(const CompareColumn&);
  std::string (*text)(std::int64_t);
  const char* unit;  ///< of the exact number
  const char* key;   ///< in CSV, as in the JSON report; null: no number
  bool judged = true;
};

template <class Quantity>
Value countOf(const std::optional<Quantity>& quantity) {
  return quantity ? Value(quantity->count()) : std::nullopt;
}

const Figure& figureOf(int row) {
  static const std::array<Figure, ComparisonModel::rows> figures{{
      {"Peak", "The largest sum of live bytes: no arena can be smaller",
       [](const CompareColumn& c) { return Value(c.peak.count()); }, bytesText, "B", "peak_bytes"},
      {"Arena", "What the planner needs to give every buffer an address",
       [](const CompareColumn& c) { return countOf(c.arena); }, bytesText, "B", "arena_bytes"},
      {"Fragmentation", "The arena beyond the peak",
       [](const CompareColumn& c) {
         return c.arena ? Value((*c.arena - c.peak).count()) : std::nullopt;
       },
       bytesText, "B", "fragmentation_bytes"},
      {"Runtime keeps", "In SRAM beside the arena, where it is known",
       [](const CompareColumn& c) { return countOf(c.kept); }, bytesText, "B", "kept_bytes"},
      {"SRAM", "In all: the arena and what the runtime keeps",
       [](const CompareColumn& c) { return Value(c.sram.count()); }, bytesText, "B", "sram_bytes"},
      {"Fits", "Whether that SRAM fits the board's largest contiguous one, and the rest its flash",
       [](const CompareColumn&) { return Value(); }, bytesText, "", nullptr},
      {"MACs executed", "Multiply-accumulates with clipped tiles",
       [](const CompareColumn& c) { return countOf(c.executed); }, countText, "MACs",
       "executed_macs"},
      {"Recomputed MACs", "Executed beyond computing every operator once",
       [](const CompareColumn& c) { return countOf(c.recomputed); }, countText, "MACs",
       "recomputed_macs"},
      {"MACs with full tiles", "Executed where all tiles are of full size, as TinyEngine runs them",
       [](const CompareColumn& c) { return countOf(c.executedFull); }, countText, "MACs",
       "executed_macs_full"},
      {"Latency", "Where a board and a calibrated runtime are known",
       [](const CompareColumn& c) { return c.nanoseconds; }, latencyText, "ns", "latency_ns"},
      {"Flash", "The weights, and the runtime's code where its size is known",
       [](const CompareColumn& c) { return countOf(c.flash); }, bytesText, "B", "flash_bytes"},
      {"Steps", "Kernel calls",
       [](const CompareColumn& c) {
         return Value(static_cast<std::int64_t>(c.outline.steps.size()));
       },
       grouped, "steps", "steps", false},
      {"Operator at the peak", "It runs in the step of most live bytes",
       [](const CompareColumn&) { return Value(); }, bytesText, "", nullptr},
  }};
  return figures[static_cast<std::size_t>(row)];
}

std::string fitText(const std::optional<DeviceFit>& fit) {
  if (!fit) return "no board";
  if (!fit->fits()) return "no";
  if (fit->cannotRun) return "cannot run";
  return fit->atLeast ? "not known" : "yes";
}

std::string marginText(const std::optional<DeviceFit>& fit) {
  if (!fit) return {};
  const Bytes margin = fit->sram.margin();
  const std::string sram =
      fit->sram.fits() ? kib(margin) + " SRAM left" : kib(Bytes(-margin.count())) + " SRAM over";
  return fit->flash && !fit->flash->fits() ? sram + ", flash over" : sram;
}

std::string valueText(int row, const CompareColumn& column) {
  if (row == ComparisonModel::fits) return fitText(column.fit);
  if (row == ComparisonModel::peakOperator) return column.peakOperator;
  const Value value = figureOf(row).value(column);
  return value ? figureOf(row).text(*value) : "\u2013";
}

std::string deltaText(int row, const CompareColumn& column, const CompareColumn& reference) {
  const Figure& figure = figureOf(row);
  const Value now = figure.value(column);
  const Value before = figure.value(reference);
  if (!now || !before) return {};
  const std::int64_t by = *now - *before;
  if (by == 0) return "=";
  std::string text = (by > 0 ? "+" : "") + figure.text(by);
  if (*before == 0) return text;
  return text + " (" +
         signedPercent(static_cast<double>(by) / static_cast<double>(std::abs(*before))) + ")";
}

Trend trendOfFigure(int row, const CompareColumn& column, const CompareColumn& reference) {
  const auto judge = [](std::int64_t before, std::int64_t now) {
    return now == before ? Trend::same : now < before ? Trend::better : Trend::worse;
  };
  if (row == ComparisonModel::fits) {
    if (!column.fit || !reference.fit) return Trend::same;
    const auto open = [](const DeviceFit& fit) { return fit.atLeast || fit.cannotRun; };
    if (open(*column.fit) || open(*reference.fit)) return Trend::same;
    return judge(reference.fit->fits() ? 0 : 1, column.fit->fits() ? 0 : 1);
  }
  const Figure& figure = figureOf(row);
  const Value now = figure.value(column);
  const Value before = figure.value(reference);
  if (!figure.judged || !now || !before) return Trend::same;
  return judge(*before, *now);
}

}  // namespace

const CompareColumn& ComparisonModel::column(int index) const {
  return isLive(index) ? *live_ : kept_[static_cast<std::size_t>(index)];
}

void ComparisonModel::keep(CompareColumn column) {
  const int at = static_cast<int>(kept_.size());
  beginInsertColumns({}, at, at);
  // The live run moves on; the first that is kept becomes the reference.
  if (live_ && !kept_.empty() && reference_ == at) ++reference_;
  kept_.push_back(std::move(column));
  endInsertColumns();
}

void ComparisonModel::remove(int column) {
  if (column < 0 || column >= static_cast<int>(kept_.size())) return;
  beginRemoveColumns({}, column, column);
  kept_.erase(kept_.begin() + column);
  if (reference_ == column)
    reference_ = 0;
  else if (reference_ > column)
    --reference_;
  endRemoveColumns();
  setReference(reference_);
}

void ComparisonModel::setLive(std::optional<CompareColumn> column) {
  const int at = static_cast<int>(kept_.size());
  if (column && !live_) {
    beginInsertColumns({}, at, at);
    live_ = std::move(column);
    endInsertColumns();
  } else if (!column && live_) {
    beginRemoveColumns({}, at, at);
    live_.reset();
    if (reference_ == at) reference_ = 0;
    endRemoveColumns();
  } else if (column) {
    live_ = std::move(column);
    Q_EMIT headerDataChanged(Qt::Horizontal, at, at);
    setReference(reference_);
  }
}

void ComparisonModel::setReference(int column) {
  reference_ = std::clamp(column, 0, std::max(0, columnCount() - 1));
  if (columnCount() == 0) return;
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
  Q_EMIT dataChanged(index(0, 0), index(rows - 1, columnCount() - 1));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows);
}

int ComparisonModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(kept_.size()) + (live_ ? 1 : 0);
}

QString ComparisonModel::tip(int row, int column) const {
  const CompareColumn& shown = this->column(column);
  std::string words = std::string(figureOf(row).title) + ": " + valueText(row, shown);
  const Value value = figureOf(row).value(shown);
  if (value) words += fmt::format(" ({} {})", grouped(*value), figureOf(row).unit);
  if (row == fits && shown.fit) words += ", " + marginText(shown.fit);
  if (column != reference_) {
    const std::string delta = deltaText(row, shown, this->column(reference_));
    if (!delta.empty()) words += "\nagainst the reference: " + delta;
  }
  return text(words + "\n" + figureOf(row).about);
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const CompareColumn& shown = column(index.column());
  const bool isReference = index.column() == reference_;
  switch (role) {
    case Qt::DisplayRole:
      return text(valueText(index.row(), shown));
    case deltaRole:
      if (index.row() == fits) return text(marginText(shown.fit));
      return isReference ? QString() : text(deltaText(index.row(), shown, column(reference_)));
    case trendRole:
      return static_cast<int>(isReference ? Trend::same
                                          : trendOfFigure(index.row(), shown, column(reference_)));
    case Qt::ToolTipRole:
      return tip(index.row(), index.column());
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Vertical) {
    if (section < 0 || section >= rows) return {};
    if (role == Qt::DisplayRole) return QString::fromUtf8(figureOf(section).title);
    if (role == Qt::ToolTipRole) return QString::fromUtf8(figureOf(section).about);
    return {};
  }
  if (section < 0 || section >= columnCount()) return {};
  const CompareColumn& shown = column(section);
  switch (role) {
    case Qt::DisplayRole:
      return text(shown.title);
    case settingRole:
      return text(shown.setting);
    case Qt::ToolTipRole:
      return text(shown.title + "\n" + shown.setting +
                  (shown.source.empty() ? "" : "\n" + shown.source)) +
             (isLive(section) ? tr("\nthe current run") : QString()) +
             (section == reference_ ? tr("\nthe reference") : tr("\nclick: make it the reference"));
    default:
      return {};
  }
}

std::string ComparisonModel::csvText() const {
  std::vector<std::string> header{"model", "setting", "fits", "peak_operator"};
  std::vector<int> numbers;
  for (int row = 0; row < rows; ++row) {
    if (figureOf(row).key == nullptr) continue;
    numbers.push_back(row);
    header.emplace_back(figureOf(row).key);
  }
  std::string text = csvLine(header);
  for (int i = 0; i < columnCount(); ++i) {
    const CompareColumn& run = column(i);
    std::vector<std::string> cells{run.title, run.setting, run.fit ? fitText(run.fit) : "",
                                   run.peakOperator};
    for (const int row : numbers) {
      const Value value = figureOf(row).value(run);
      cells.push_back(value ? std::to_string(*value) : "");
    }
    text += csvLine(cells);
  }
  return text;
}

}  // namespace tessera::gui
