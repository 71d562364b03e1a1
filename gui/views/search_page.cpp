#include "gui/views/search_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "core/error.h"
#include "gui/models/qt_text.h"
#include "gui/views/export_view.h"
#include "sim/report/misfit.h"
#include "sim/report/search_figures.h"
#include "sim/study/budgets.h"

namespace tessera::gui {
namespace {

constexpr int smallestGrid = 2;
constexpr int largestSearchGrid = 64;
constexpr int usualGrid = 8;
constexpr int mostKib = 1 << 20;

constexpr int narrowestFrontColumn = 70;

/// The recommended schedule stands out: in green only where it fits.
class FrontDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme theme = themeOf(option->palette);
    if (!index.data(FrontModel::fitsRole).toBool()) {
      option->palette.setColor(QPalette::Text, theme.quiet);
    }
    if (!index.data(FrontModel::recommendedRole).toBool()) return;
    option->font.setWeight(QFont::DemiBold);
    const bool good = index.data(FrontModel::goodRole).toBool();
    option->palette.setColor(QPalette::Text, good ? theme.good : theme.ink);
  }
};

}  // namespace

SearchPage::SearchPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), scatter_(new ScatterView(this)) {
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(10, 8, 10, 8);
  rows->addLayout(buildControls());
  auto* halves = new QSplitter(Qt::Horizontal, this);
  halves->addWidget(scatter_);
  halves->addWidget(buildFront());
  halves->setStretchFactor(0, 2);
  halves->setStretchFactor(1, 3);
  halves->setSizes({400, 600});
  halves->setChildrenCollapsible(false);
  rows->addWidget(halves, 1);
  rows->addLayout(buildResult());
  setAutoFillBackground(true);
  setAccessibleName(tr("Search"));
  connectAll();
  takeRun();
}

QLayout* SearchPage::buildControls() {
  auto* row = new QHBoxLayout;
  const auto labelled = [&](const QString& words, QWidget* control) {
    auto* label = new QLabel(words, this);
    label->setBuddy(control);
    row->addWidget(label);
    row->addWidget(control);
    row->addSpacing(6);
  };
  largest_ = new GridSpin(this);
  largest_->setRange(smallestGrid, largestSearchGrid);
  largest_->setValue(usualGrid);
  largest_->setToolTip(tr("Grids from 2 x 2 to this many rows and columns are tried"));
  labelled(tr("Largest gri&d"), largest_);
  rectangular_ = new QCheckBox(tr("Rec&tangular grids"), this);
  rectangular_->setToolTip(tr("Rows and columns independently, instead of square grids"));
  row->addWidget(rectangular_);
  row->addSpacing(6);
  budget_ = new GridSpin(this);
  budget_->setRange(0, mostKib);
  budget_->setSuffix(tr(" KiB"));
  budget_->setToolTip(
      tr("SRAM that the arena and what the runtime keeps should stay within; 0: "
         "what the board has"));
  labelled(tr("&Budget"), budget_);
  start_ = new QPushButton(tr("Sea&rch"), this);
  start_->setDefault(true);
  stop_ = new QPushButton(tr("Cancel"), this);
  stop_->setToolTip(tr("What was found so far is kept"));
  row->addWidget(start_);
  row->addWidget(stop_);
  progress_ = new QProgressBar(this);
  progress_->setMinimumWidth(60);
  progress_->setAccessibleName(tr("Schedules evaluated"));
  row->addWidget(progress_, 1);
  row->addStretch(1);
  return row;
}

QWidget* SearchPage::buildFront() {
  table_ = new QTableView(this);
  sorted_.setSourceModel(&front_);
  sorted_.setSortRole(FrontModel::sortRole);
  table_->setModel(&sorted_);
  table_->setItemDelegate(new FrontDelegate(table_));
  table_->setSortingEnabled(true);
  table_->sortByColumn(FrontModel::peak, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setShowGrid(false);
  table_->setAlternatingRowColors(true);
  table_->setWordWrap(false);
  table_->setTextElideMode(Qt::ElideMiddle);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setMinimumSectionSize(narrowestFrontColumn);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setAccessibleName(tr("Pareto front"));
  table_->setToolTip(
      tr("The Pareto front: no schedule tried has both a lower peak and fewer MACs"));
  return table_;
}

QLayout* SearchPage::buildResult() {
  auto* row = new QHBoxLayout;
  result_ = new QLabel(this);
  result_->setWordWrap(true);
  result_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  load_ = new QPushButton(tr("&Load the schedule"), this);
  load_->setToolTip(tr("Runs the selected schedule, or the recommended one"));
  save_ = new QPushButton(tr("Save as &JSON\u2026"), this);
  save_->setToolTip(tr("The selected schedule, or the recommended one, for --schedule"));
  all_ = new QCheckBox(tr("Show all &points"), this);
  all_->setToolTip(tr("Also those far from the Pareto front"));
  row->addWidget(all_);
  row->addSpacing(10);
  row->addWidget(result_, 1);
  row->addWidget(load_);
  row->addWidget(save_);
  return row;
}

void SearchPage::connectAll() {
  connect(&document_, &Document::runChanged, this, &SearchPage::takeRun);
  connect(&model_, &SearchModel::foundChanged, this, &SearchPage::takeFound);
  connect(&model_, &SearchModel::progressed, this, &SearchPage::showProgress);
  connect(&model_, &SearchModel::busyChanged, this, &SearchPage::showState);
  connect(&model_, &SearchModel::failed, this,
          [this](const QString& message) { Q_EMIT failed(message); });
  connect(&model_, &SearchModel::arenasChanged, this, [this] {
    front_.setArenas(model_.arenas());
    scatter_->setArenas(model_.arenas());
  });
  connect(start_, &QPushButton::clicked, this, &SearchPage::start);
  connect(stop_, &QPushButton::clicked, this, [this] {
    model_.stop();
    showState();
  });
  connect(all_, &QCheckBox::toggled, scatter_, &ScatterView::setShowAll);
  connect(save_, &QPushButton::clicked, this, &SearchPage::chooseFile);
  connect(load_, &QPushButton::clicked, this, [this] {
    const auto candidate = selected();
    const auto wanted = candidate ? candidate : points_->recommended;
    if (wanted) return load(*wanted);
    RunSettings settings = document_.settings();
    settings.schedule = "layer";
    document_.setSettings(settings);
  });
  connect(scatter_, &ScatterView::chosen, this, [this](std::size_t candidate) {
    select(candidate);
    load(candidate);
  });
  connect(scatter_, &ScatterView::marked, this, &SearchPage::select);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    if (const auto candidate = selected()) scatter_->setMarked(candidate);
  });
  connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
    load(front_.candidate(sorted_.mapToSource(index).row()));
  });
}

void SearchPage::start() {
  if (document_.run() == nullptr) return;
  SearchChoice choice;
  choice.largestGrid = largest_->value();
  choice.rectangular = rectangular_->isChecked();
  if (budget_->value() > 0) choice.sram = Bytes(std::int64_t{budget_->value()} * 1024);
  progress_->setRange(0, 0);
  model_.start(document_.run(), choice);
  showState();
}

void SearchPage::showProgress(qulonglong done, qulonglong total) {
  progress_->setRange(0, static_cast<int>(total));
  progress_->setValue(static_cast<int>(done));
}

void SearchPage::takeRun() {
  const Run& run = document_.run();
  budget_->setSpecialValueText(document_.settings().board.empty() ? tr("none") : tr("the board's"));
  if (points_ && run != nullptr && model_.found()->path != run->path) {
    points_.reset();
    scatter_->setScatter(std::nullopt);
    front_.setScatter({});
  }
  if (points_ && run != nullptr) {
    for (std::size_t i = 0; i < points_->points.size(); ++i) {
      if (points_->points[i].schedule == run->settings.schedule) scatter_->setMarked(i);
    }
  }
  showState();
}

void SearchPage::takeFound() {
  points_ = scatterOf(model_.found()->report);
  scatter_->setScatter(points_);
  front_.setScatter(*points_);
  // Without bytes beside it, the SRAM is the arena.
  table_->setColumnHidden(FrontModel::sram, points_->kept <= Bytes(0));
  table_->setColumnHidden(FrontModel::fits, !points_->budgeted);
  takeRun();
}

void SearchPage::showState() {
  const bool busy = model_.busy();
  const bool open = document_.run() != nullptr;
  start_->setEnabled(open && !busy);
  stop_->setEnabled(busy && !model_.stopping());
  progress_->setFormat(model_.stopping() ? tr("Stopping\u2026") : tr("%v of %m"));
  progress_->setVisible(busy);
  for (QPushButton* button : {load_, save_}) button->setEnabled(points_.has_value());
  scatter_->setNote(!open  ? tr("Open a model to search its schedules")
                    : busy ? tr("Searching\u2026")
                           : tr("Search tries every split with every grid: the points that appear "
                                "here are schedules, their peak memory against the MACs that "
                                "they execute in addition."));
  result_->setText(points_ ? resultText() : QString());
}

QString SearchPage::resultText() const {
  const SearchReport& report = model_.found()->report;
  QString words;
  if (!points_->recommendedFits)
    words = tr("Nothing tried fits: %1. ").arg(text(misfitText(report)));
  words += tr("%1 %2 (%3)")
               .arg(points_->recommendedFits ? tr("Recommended:") : tr("Nearest:"),
                    text(recommendedName(report)), text(report.result.reason));
  if (report.arena) words += tr(": %1 of SRAM").arg(text(kib(sramNeeded(report))));
  if (budgeted(report)) words += tr(". Budget %1").arg(text(budgetText(report)));
  if (!report.result.complete()) {
    words += tr(". Cancelled after %1 of %2 schedules")
                 .arg(report.result.candidates.size())
                 .arg(report.result.planned);
  }
  if (!model_.busy() && !model_.isOf(document_.run())) {
    words += tr(". The settings have changed since: search again");
  }
  return words + u'.';
}

std::optional<std::size_t> SearchPage::selected() const {
  const QModelIndexList rows = table_->selectionModel()->selectedRows();
  if (rows.isEmpty()) return std::nullopt;
  return front_.candidate(sorted_.mapToSource(rows.front()).row());
}

void SearchPage::select(std::size_t candidate) {
  scatter_->setMarked(candidate);
  const int row = front_.rowOf(candidate);
  if (row < 0) return table_->clearSelection();
  table_->selectRow(sorted_.mapFromSource(front_.index(row, 0)).row());
}

void SearchPage::load(std::size_t candidate) {
  RunSettings settings = document_.settings();
  settings.schedule = points_->points[candidate].schedule;
  document_.setSettings(settings);
}

void SearchPage::saveSchedule(const QString& path) {
  exportText(model_.scheduleText(selected()), path);
}

void SearchPage::chooseFile() {
  const QString model = QFileInfo(text(document_.path())).completeBaseName();
  const QString suggested = model + QStringLiteral("-schedule.json");
  const QString path = QFileDialog::getSaveFileName(this, tr("Save the schedule"), suggested,
                                                    tr("Schedules (*.json)"));
  if (path.isEmpty()) return;
  try {
    saveSchedule(path);
  } catch (const Error& error) {
    Q_EMIT notSaved(QString::fromUtf8(error.what()));
  }
}

}  // namespace tessera::gui
