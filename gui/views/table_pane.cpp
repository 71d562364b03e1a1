#include "gui/views/table_pane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QMessageBox>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <vector>

#include "core/error.h"
#include "gui/views/export_view.h"
#include "gui/views/marked_delegate.h"
#include "gui/views/roomy_style.h"

namespace tessera::gui {
namespace {

constexpr int cellMargin = 16;          // beside a text, both sides together
constexpr int sortMark = 16;            // beside a title
constexpr int widestColumn = 320;       // longer texts lose their middle
constexpr std::size_t sampled = 400;    // rows that widths of texts are found on
constexpr std::size_t counted = 50000;  // likewise of numbers: theirs are never cut
constexpr std::size_t measured = 4;     // texts of a column

/// The longest few of some rows: shaping text costs a hundred times its making.
std::vector<std::string> longestTexts(const TableColumn& column, std::size_t rows) {
  std::vector<std::string> texts;
  const std::size_t stride = std::max<std::size_t>(1, rows / sampled);
  for (std::size_t row = 0; row < rows; row += stride) {
    texts.push_back(cellText(column, column.value(row)));
  }
  const auto last = texts.begin() + static_cast<std::ptrdiff_t>(std::min(measured, texts.size()));
  std::partial_sort(texts.begin(), last, texts.end(),
                    [](const auto& one, const auto& other) { return one.size() > other.size(); });
  texts.erase(last, texts.end());
  return texts;
}

/// The smallest and the largest: no other is longer. What is unknown has words of its own.
std::vector<std::string> longestNumbers(const TableColumn& column, std::size_t rows) {
  CellValue least;
  CellValue most;
  std::vector<std::string> texts;
  const std::size_t stride = std::max<std::size_t>(1, rows / counted);
  for (std::size_t row = 0; row < rows; row += stride) {
    const CellValue value = column.value(row);
    if (std::holds_alternative<std::monostate>(value)) {
      if (texts.empty()) texts.push_back(column.unknown);
      continue;
    }
    if (least.index() == 0 || value < least) least = value;
    if (most.index() == 0 || most < value) most = value;
  }
  for (const CellValue& value : {least, most}) {
    if (value.index() != 0) texts.push_back(cellText(column, value));
  }
  return texts;
}

/// Of the contents alone, without the title.
int contentWidth(const TableColumn& column, std::size_t rows, const QFontMetrics& metrics) {
  int width = 0;
  const bool isText = column.kind == CellKind::text;
  for (const std::string& text :
       isText ? longestTexts(column, rows) : longestNumbers(column, rows)) {
    width = std::max(width, metrics.horizontalAdvance(QString::fromStdString(text)));
  }
  return isText ? std::min(width + cellMargin, widestColumn) : width + cellMargin;
}

}  // namespace

TablePane::TablePane(Selection& selection, const QString& name, const QString& kindWord,
                     QWidget* parent)
    : QWidget(parent),
      selection_(selection),
      name_(name),
      model_(new TableModel(this)),
      bar_(new FilterBar(kindWord, this)),
      view_(new QTableView(this)) {
  build();
  addActions();
  connect(bar_, &FilterBar::filterChanged, this, &TablePane::takeFilter);
  connect(bar_, &FilterBar::leave, this, [this] {
    view_->setFocus();
    if (!view_->currentIndex().isValid()) findNext(1);
  });
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &TablePane::takeRows);
  connect(&selection_, &Selection::changed, this, &TablePane::showSelection);
}

void TablePane::build() {
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(bar_);
  rows->addWidget(view_, 1);
  view_->setStyle(new RoomyStyle(view_));
  view_->horizontalHeader()->setStyle(view_->style());
  view_->setModel(model_);
  view_->setItemDelegate(new MarkedDelegate([this](int row) { return isMarked(row); }, view_));
  view_->setAccessibleName(name_);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setAlternatingRowColors(true);
  view_->setShowGrid(false);
  view_->setWordWrap(false);
  view_->setTextElideMode(Qt::ElideMiddle);
  view_->setSortingEnabled(true);
  view_->setTabKeyNavigation(false);
  view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view_->verticalHeader()->hide();
  view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  view_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 7);
  QHeaderView* header = view_->horizontalHeader();
  header->setSortIndicatorClearable(true);
  header->setSortIndicator(-1, Qt::AscendingOrder);
  header->setHighlightSections(false);
  view_->viewport()->installEventFilter(this);
  connect(header, &QHeaderView::sectionResized, this, [this] {
    if (!fitting_) byHand_ = true;
  });
}

void TablePane::addActions() {
  const auto add = [&](QWidget* to, const QString& words, const QList<QKeySequence>& keys,
                       auto what) {
    auto* action = new QAction(words, to);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, what);
    to->addAction(action);
  };
  add(view_, tr("&Copy rows"), {QKeySequence::Copy}, [this] { copyRows(); });
  add(view_, tr("Copy as CS&V"), {}, [this] { copyCsv(); });
  add(view_, tr("&Export the table as CSV\u2026"), {}, [this] { exportCsv(); });
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
  add(this, tr("Find &next"), {Qt::Key_F3}, [this] { findNext(1); });
  add(this, tr("Find &previous"), {Qt::SHIFT | Qt::Key_F3}, [this] { findNext(-1); });
}

void TablePane::setTable(TableData table) {
  const QScopedValueRollback quiet(following_, true);
  const bool sameColumns = table.columns.size() == model_->table().columns.size();
  const int scrolled = view_->verticalScrollBar()->value();
  bar_->setKinds(table.kinds());
  model_->setTable(std::move(table));
  bar_->showCount(model_->rowCount(), model_->table().rows);
  if (!sameColumns) byHand_ = false;
  if (!byHand_) fitColumns();
  view_->verticalScrollBar()->setValue(scrolled);
  following_ = false;
  showSelection();
}

void TablePane::takeFilter(const TableFilter& filter) {
  const QScopedValueRollback quiet(following_, true);
  model_->setFilter(filter);
  bar_->showCount(model_->rowCount(), model_->table().rows);
  following_ = false;
  showSelection();
}

/// What of this table is selected: a step, an operator or a buffer.
std::optional<std::size_t> TablePane::selectedTarget() const {
  const Selected& selected = selection_.selected();
  switch (model_->table().rowKind) {
    case RowKind::step:
      if (selected.steps.empty()) return std::nullopt;
      return static_cast<std::size_t>(selected.cursor);
    case RowKind::op:
      if (!selected.op) return std::nullopt;
      return selected.op->index();
    case RowKind::buffer:
      return selected.buffer;
  }
  return std::nullopt;
}

void TablePane::showSelection() {
  if (following_) return;
  const QScopedValueRollback quiet(following_, true);
  const auto target = selectedTarget();
  const auto row = target ? model_->rowOf(*target) : std::nullopt;
  if (!row) return view_->clearSelection();
  const QModelIndex index = model_->index(*row, std::max(0, view_->currentIndex().column()));
  view_->selectionModel()->setCurrentIndex(
      index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  scrollTo(*row);
}

/// One row selects what it stands for; neighbouring steps select their range.
void TablePane::takeRows() {
  if (following_) return;
  const QScopedValueRollback quiet(following_, true);
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  if (rows.isEmpty()) return;
  const RowKind kind = model_->table().rowKind;
  if (rows.size() == 1) {
    const std::size_t target = model_->targetOf(rows.front().row());
    if (kind == RowKind::step) selection_.selectStep(static_cast<std::int64_t>(target));
    if (kind == RowKind::op) selection_.selectOperator(OperatorId(target));
    if (kind == RowKind::buffer) selection_.selectBuffer(target);
  } else if (kind == RowKind::step) {
    Interval steps;
    for (const QModelIndex& row : rows) {
      const auto step = static_cast<std::int64_t>(model_->targetOf(row.row()));
      steps = hull(steps, {step, step + 1});
    }
    if (steps.length() == rows.size()) selection_.selectSteps(steps);
  }
}

void TablePane::findNext(int by) {
  const int count = model_->rowCount();
  if (count == 0) return;
  const QModelIndex current = view_->currentIndex();
  int row = by > 0 ? 0 : count - 1;
  if (current.isValid()) row = (current.row() + by + count) % count;
  const QModelIndex index = model_->index(row, std::max(0, current.column()));
  view_->selectionModel()->setCurrentIndex(
      index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  view_->scrollTo(index);
}

std::vector<int> TablePane::chosenRows() const {
  std::vector<int> rows;
  for (const QModelIndex& index : view_->selectionModel()->selectedRows()) {
    rows.push_back(index.row());
  }
  std::sort(rows.begin(), rows.end());
  if (rows.empty()) {
    rows.resize(static_cast<std::size_t>(model_->rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
  }
  return rows;
}

void TablePane::copyRows() {
  QApplication::clipboard()->setText(QString::fromStdString(model_->tabbedText(chosenRows())));
}

void TablePane::copyCsv() {
  QApplication::clipboard()->setText(QString::fromStdString(model_->csvText(chosenRows())));
}

void TablePane::exportCsv() {
  const QString path = QFileDialog::getSaveFileName(
      this, tr("Export the table"), name_.toLower() + QStringLiteral(".csv"), tr("CSV (*.csv)"));
  if (path.isEmpty()) return;
  try {
    exportText(model_->csvText(), path);
  } catch (const Error& error) {
    QMessageBox::warning(this, tr("Export the table"), QString::fromUtf8(error.what()));
  }
}

void TablePane::fitColumns() {
  natural_.clear();
  least_.clear();
  const QFontMetrics metrics(view_->font());
  for (const TableColumn& column : model_->table().columns) {
    const int content = contentWidth(column, model_->table().rows, metrics);
    const int title = metrics.horizontalAdvance(QString::fromStdString(column.title)) + cellMargin;
    least_.push_back(std::max(content, title));
    natural_.push_back(std::max(content, title + sortMark));
  }
  fillWidth();
}

/// What the columns leave free is shared among them, the wider ones get more. Where a little is
/// missing, titles do without the room for the sort mark; more is scrolled to.
void TablePane::fillWidth() {
  if (byHand_ || natural_.empty()) return;
  const QScopedValueRollback fitting(fitting_, true);
  const int room = view_->viewport()->width();
  const auto sumOf = [](const std::vector<int>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0);
  };
  const bool tight = sumOf(natural_) > room && sumOf(least_) <= room;
  const std::vector<int>& base = tight ? least_ : natural_;
  int spare = std::max(0, room - sumOf(base));
  int rest = sumOf(base);
  for (std::size_t column = 0; column < base.size(); ++column) {
    const int extra = rest > 0 ? spare * base[column] / rest : 0;
    view_->setColumnWidth(static_cast<int>(column), base[column] + extra);
    spare -= extra;
    rest -= base[column];
  }
}

bool TablePane::isMarked(int row) const {
  return std::binary_search(marked_.begin(), marked_.end(), model_->targetOf(row));
}

void TablePane::setMarked(std::vector<std::size_t> targets) {
  const std::optional<std::size_t> first =
      targets.empty() ? std::nullopt : std::optional(targets.front());
  std::sort(targets.begin(), targets.end());
  marked_ = std::move(targets);
  view_->viewport()->update();
  if (!first || selectedTarget()) return;
  if (const auto row = model_->rowOf(*first)) scrollTo(*row);
}

/// Up and down only.
void TablePane::scrollTo(int row) {
  const int across = view_->horizontalScrollBar()->value();
  view_->scrollTo(model_->index(row, 0));
  view_->horizontalScrollBar()->setValue(across);
}

bool TablePane::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::Resize) fillWidth();
  return QWidget::eventFilter(watched, event);
}

}  // namespace tessera::gui
