#include "gui/views/compare_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "core/error.h"
#include "gui/models/qt_text.h"
#include "gui/views/compare_delegate.h"
#include "gui/views/figure.h"

namespace tessera::gui {
namespace {

constexpr int narrowestChangeColumn = 84;
constexpr int widthWithOutlines = 900;

QString scheduleOf(const CompareColumn& column) {
  return text(column.setting).section(QStringLiteral(", "), 0, 0);
}

QString nameOf(const CompareColumn& column) {
  return text(column.title) + QStringLiteral(", ") + scheduleOf(column);
}

}  // namespace

ComparePage::ComparePage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), stack_(new QStackedWidget(this)) {
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(10, 8, 10, 8);
  rows->addLayout(buildBar());
  rows->addWidget(stack_, 1);
  auto* empty = new QLabel(
      tr("Nothing to compare yet.\n\nCtrl+D keeps the current run here; change the schedule, the "
         "target or the model, and see side by side what it does.\nReports saved by "
         "\u201ctessera simulate --format json\u201d can be dropped onto the window."),
      this);
  empty->setAlignment(Qt::AlignCenter);
  empty->setWordWrap(true);
  empty->setForegroundRole(QPalette::PlaceholderText);
  stack_->addWidget(empty);
  stack_->addWidget(buildComparison());
  setAutoFillBackground(true);
  setAccessibleName(tr("Compare"));
  connect(&document_, &Document::runChanged, this, &ComparePage::takeRun);
  takeRun();
}

QLayout* ComparePage::buildBar() {
  auto* row = new QHBoxLayout;
  hint_ = new QLabel(this);
  hint_->setObjectName(QStringLiteral("hint"));
  hint_->setForegroundRole(QPalette::PlaceholderText);
  hint_->setWordWrap(true);
  keep_ = new QPushButton(tr("&Keep this run"), this);
  keep_->setToolTip(tr("Ctrl+D"));
  auto* add = new QPushButton(tr("Add a rep&ort\u2026"), this);
  add->setToolTip(tr("A JSON report of tessera simulate"));
  remove_ = new QPushButton(tr("&Remove the run"), this);
  remove_->setToolTip(tr("Removes the selected run from the comparison"));
  row->addWidget(hint_, 1);
  for (QPushButton* button : {keep_, add, remove_}) row->addWidget(button);
  connect(keep_, &QPushButton::clicked, this, [this] { addRun(document_.run()); });
  connect(add, &QPushButton::clicked, this, &ComparePage::chooseReport);
  connect(remove_, &QPushButton::clicked, this, [this] { remove(selectedColumn()); });
  return row;
}

QWidget* ComparePage::buildComparison() {
  auto* halves = new QSplitter(Qt::Vertical, this);
  auto* upper = new QSplitter(Qt::Horizontal, halves);
  upper->addWidget(buildFigures());
  outlines_ = new OutlineView(upper);
  upper->addWidget(outlines_);
  upper->setStretchFactor(0, 2);
  upper->setStretchFactor(1, 1);
  upper->setSizes({700, 350});
  upper->setChildrenCollapsible(false);
  halves->addWidget(upper);
  halves->addWidget(buildChanges());
  halves->setStretchFactor(0, 3);
  halves->setStretchFactor(1, 2);
  halves->setSizes({560, 280});
  halves->setChildrenCollapsible(false);
  return halves;
}

QWidget* ComparePage::buildFigures() {
  figures_ = new QTableView(this);
  header_ = new CompareHeader(figures_);
  figures_->setHorizontalHeader(header_);
  figures_->setModel(&model_);
  figures_->setItemDelegate(new CompareDelegate(figures_));
  figures_->setSelectionBehavior(QAbstractItemView::SelectColumns);
  figures_->setSelectionMode(QAbstractItemView::SingleSelection);
  figures_->setShowGrid(false);
  figures_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  figures_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  figures_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  figures_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  figures_->verticalHeader()->setHighlightSections(false);
  figures_->setCornerButtonEnabled(false);
  figures_->setAccessibleName(tr("Figures of the runs"));
  header_->setSectionResizeMode(QHeaderView::ResizeToContents);
  connect(header_, &CompareHeader::referenceChosen, this, &ComparePage::setReference);
  connect(header_, &CompareHeader::removeRequested, this, &ComparePage::remove);
  connect(figures_->selectionModel(), &QItemSelectionModel::currentColumnChanged, this,
          &ComparePage::showChanges);
  return figures_;
}

QTableView* ComparePage::changeTable(ChangeModel& model, const QString& name) {
  auto* table = new QTableView(this);
  table->setModel(&model);
  table->setItemDelegate(new ChangeDelegate(table));
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setShowGrid(false);
  table->setAlternatingRowColors(true);
  table->setWordWrap(false);
  table->setTextElideMode(Qt::ElideMiddle);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 7);
  table->horizontalHeader()->setHighlightSections(false);
  table->setMinimumHeight(48);
  table->horizontalHeader()->setMinimumSectionSize(narrowestChangeColumn);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setSectionResizeMode(ChangeModel::name, QHeaderView::Stretch);
  table->setAccessibleName(name);
  return table;
}

QWidget* ComparePage::buildChanges() {
  auto* halves = new QSplitter(Qt::Horizontal, this);
  const auto half = [&](QWidget* title, QTableView* table) {
    auto* widget = new QWidget(halves);
    auto* rows = new QVBoxLayout(widget);
    rows->setContentsMargins(0, 6, 0, 0);
    rows->addWidget(title);
    rows->addWidget(table, 1);
    halves->addWidget(widget);
  };
  buffersTitle_ = new QLabel(this);
  buffersTitle_->setWordWrap(true);
  figure_ = new QComboBox(this);
  figure_->setProperty(titleProperty, true);
  figure_->setAccessibleName(tr("Figure of the operators"));
  buffersTitle_->setMinimumHeight(figure_->sizeHint().height());
  half(buffersTitle_, changeTable(buffers_, tr("Buffers that changed")));
  half(figure_, changeTable(operators_, tr("Operators that changed")));
  halves->setSizes({600, 600});
  halves->setChildrenCollapsible(false);
  connect(figure_, &QComboBox::currentIndexChanged, this, &ComparePage::showOperators);
  return halves;
}

void ComparePage::addRun(const Run& run) {
  if (run == nullptr) return;
  model_.keep(columnOf(*run));
  refresh();
}

void ComparePage::addReport(const std::string& path) {
  model_.keep(readColumn(path));
  refresh();
}

void ComparePage::remove(int column) {
  model_.remove(column);
  refresh();
}

void ComparePage::setReference(int column) {
  model_.setReference(column);
  refresh();
}

void ComparePage::takeRun() {
  stale_ = true;
  if (isVisible()) showEvent(nullptr);
}

void ComparePage::showEvent(QShowEvent*) {
  if (stale_) {
    const Run& run = document_.run();
    model_.setLive(run == nullptr ? std::nullopt : std::optional(columnOf(*run)));
    stale_ = false;
  }
  refresh();
}

/// In a narrow page the figures of two runs go before their timelines.
void ComparePage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  outlines_->setVisible(width() >= widthWithOutlines);
}

int ComparePage::selectedColumn() const {
  const QModelIndex current = figures_->currentIndex();
  const int last = model_.columnCount() - 1;
  if (current.isValid() && current.column() <= last) return current.column();
  return last;
}

void ComparePage::refresh() {
  const int count = model_.columnCount();
  stack_->setCurrentIndex(count > 0 ? 1 : 0);
  keep_->setEnabled(document_.run() != nullptr);
  hint_->setText(count == 1 ? tr("Ctrl+D keeps this run; then change its schedule to compare")
                            : tr("Click a heading to make that run the reference, a cell to see "
                                 "what changed"));
  hint_->setVisible(count > 0);
  bool oneModel = true;
  for (int i = 1; i < count; ++i) {
    oneModel = oneModel && model_.column(i).title == model_.column(0).title;
  }
  std::vector<OutlineSeries> series;
  for (int i = 0; i < count; ++i) {
    const CompareColumn& column = model_.column(i);
    series.push_back({oneModel ? scheduleOf(column) : nameOf(column), column.outline});
  }
  arrange();
  outlines_->setSeries(std::move(series));
  header_->viewport()->update();
  showChanges();
}

void ComparePage::arrange() {
  const int count = model_.columnCount();
  std::vector<int> order;
  if (count > 0) order.push_back(model_.reference());
  if (count > 0 && model_.isLive(count - 1) && order.front() != count - 1) {
    order.push_back(count - 1);
  }
  for (int column = 0; column < count; ++column) {
    if (std::find(order.begin(), order.end(), column) == order.end()) order.push_back(column);
  }
  for (int at = 0; at < count; ++at) {
    header_->moveSection(header_->visualIndex(order[static_cast<std::size_t>(at)]), at);
  }
}

void ComparePage::showChanges() {
  const int column = selectedColumn();
  remove_->setEnabled(column >= 0 && !model_.isLive(column));
  const int kept = figure_->currentIndex();
  figure_->clear();
  difference_ = {};
  buffers_.clear();
  operators_.clear();
  buffersTitle_->clear();
  if (column < 0 || column == model_.reference()) {
    if (column >= 0) buffersTitle_->setText(tr("This is the reference: select another run"));
    return;
  }
  const CompareColumn& shown = model_.column(column);
  try {
    difference_ = difference(model_.column(model_.reference()).snapshot, shown.snapshot);
  } catch (const Error& error) {
    Q_EMIT failed(QString::fromUtf8(error.what()));
    return;
  }
  buffersTitle_->setText(tr("Bytes of buffers: %1 against the reference").arg(nameOf(shown)));
  buffersTitle_->setToolTip(buffersTitle_->text());
  for (const ChangeTable& table : difference_.tables) {
    if (table.key == ChangeModel::buffersKey) {
      buffers_.setTable(table);
    } else {
      figure_->addItem(text(table.title));
    }
  }
  if (kept >= 0 && kept < figure_->count()) figure_->setCurrentIndex(kept);
  showOperators();
}

void ComparePage::showOperators() {
  int at = figure_->currentIndex();
  for (const ChangeTable& table : difference_.tables) {
    if (table.key == ChangeModel::buffersKey) continue;
    if (at-- == 0) operators_.setTable(table);
  }
}

void ComparePage::chooseReport() {
  const QStringList paths =
      QFileDialog::getOpenFileNames(this, tr("Add reports"), {}, tr("Reports (*.json)"));
  for (const QString& path : paths) {
    try {
      addReport(path.toStdString());
    } catch (const Error& error) {
      Q_EMIT failed(QString::fromUtf8(error.what()));
    }
  }
}

}  // namespace tessera::gui
