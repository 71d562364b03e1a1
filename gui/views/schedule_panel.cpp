#include "gui/views/schedule_panel.h"

#include <QApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/error.h"
#include "gui/models/choices.h"
#include "gui/models/import_words.h"
#include "gui/models/qt_text.h"
#include "sim/search/schedule_named_or_read.h"

namespace tessera::gui {
namespace {

constexpr int largestTypedGrid = 64;

std::string plain(const QString& value) { return value.toStdString(); }

/// A choice of which the first entry leaves it to the runtime, or to what `usual` says.
template <class Value, class Values = std::initializer_list<Value>>
void fill(QComboBox& box, const Values& values,
          const QString& usual = QObject::tr("as the runtime does")) {
  box.addItem(usual);
  for (const Value value : values) box.addItem(text(name(value)), static_cast<int>(value));
}

template <class Value>
void choose(QComboBox& box, const std::optional<Value>& value) {
  box.setCurrentIndex(value ? box.findData(static_cast<int>(*value)) : 0);
}

template <class Value>
std::optional<Value> chosen(const QComboBox& box) {
  if (box.currentIndex() <= 0) return std::nullopt;
  return static_cast<Value>(box.currentData().toInt());
}

void chooseText(QComboBox& box, const QString& value) {
  int at = box.findText(value);
  if (at < 0) {
    box.addItem(value);
    at = box.count() - 1;
  }
  box.setCurrentIndex(at);
}

/// Whether a field has text that does not count yet.
bool isWriting(const QObject& field) {
  if (const auto* number = qobject_cast<const QSpinBox*>(&field)) {
    return number->cleanText().toInt() != number->value();
  }
  if (const auto* list = qobject_cast<const QComboBox*>(&field)) {
    return list->currentText() != list->itemText(list->currentIndex());
  }
  const auto* edit = qobject_cast<const QLineEdit*>(&field);
  return edit != nullptr && edit->isModified();
}

QLabel* heading(const QString& words, QWidget* parent) {
  auto* label = new QLabel(words, parent);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  return label;
}

}  // namespace

SchedulePanel::SchedulePanel(Document& document, QWidget* parent)
    : QWidget(parent), document_(document) {
  build();
  for (auto* field : findChildren<QWidget*>()) field->installEventFilter(this);
  showSettings();
  connect(&document_, &Document::settingsChanged, this, &SchedulePanel::showSettings);
  connect(&document_, &Document::runChanged, this, &SchedulePanel::showSplits);
}

/// Fields that lose the keyboard while they are deleted change nothing.
SchedulePanel::~SchedulePanel() {
  for (auto* widget : findChildren<QWidget*>()) widget->disconnect(this);
}

void SchedulePanel::build() {
  auto* form = new QFormLayout(this);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->setRowWrapPolicy(QFormLayout::DontWrapRows);
  const auto combo = [&](const QString& label, const QString& tip) {
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    box->setToolTip(tip);
    box->setAccessibleName(label);
    connect(box, &QComboBox::currentIndexChanged, this, &SchedulePanel::takeSettings);
    form->addRow(label, box);
    return box;
  };
  form->addRow(heading(tr("Schedule"), this));
  auto* grid = new QHBoxLayout;
  rows_ = gridSpin(tr("Rows"));
  columns_ = gridSpin(tr("Columns"));
  grid->addWidget(rows_, 1);
  grid->addWidget(new QLabel(QStringLiteral("\u00d7"), this));
  grid->addWidget(columns_, 1);
  form->addRow(tr("Grid"), grid);
  split_ =
      combo(tr("Split"), tr("The last operator of the per-patch stage: everything before it runs "
                            "patch by patch, everything after it layer by layer. "
                            "\u201cauto\u201d takes the split of least peak."));
  tiles_ =
      combo(tr("Tiles"), tr("Tiles at the border: clipped to what exists, or all of full size as "
                            "TinyEngine runs them."));
  fill<TilePolicy>(*tiles_, {TilePolicy::clipped, TilePolicy::full});
  input_ = combo(tr("Input"), tr("Whether the network's input lies whole in SRAM while the patches "
                                 "run, or is streamed in patch by patch."));
  fill<StageInput>(*input_, {StageInput::resident, StageInput::streamed, StageInput::rows});
  buffers_ =
      combo(tr("Buffers"), tr("Tile buffers as large as each patch needs, or all as large as "
                              "the largest patch."));
  fill<TileBuffers>(*buffers_, {TileBuffers::perPatch, TileBuffers::largest});
  file_ = new QLabel(this);
  file_->setWordWrap(true);
  form->addRow(file_);

  form->addRow(heading(tr("Target"), this));
  const auto choice = [&](const QString& label, const QString& tip) {
    auto* box = new ChoiceBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    box->setAccessibleName(label);
    box->setAccessibleDescription(tip);
    connect(box, &ChoiceBox::picked, this, &SchedulePanel::takeSettings);
    form->addRow(label, box);
    return box;
  };
  board_ = choice(tr("Board"), tr("Gives the SRAM and flash budget, and the clock for latency."));
  board_->setChoices(describedBoards(), tr("none"));
  runtime_ = choice(tr("Runtime"), tr("How memory is counted and planned, and what kernels cost."));
  runtime_->setChoices(describedRuntimes());
  planner_ = combo(tr("Planner"), tr("Who gives buffers their addresses."));
  fill<PlannerKind>(*planner_, allPlanners);
  order_ =
      combo(tr("Order"), tr("Of the operators: the file's, or that of least peak layer by layer "
                            "that a search finds."));
  for (const auto kind : {OrderKind::file, OrderKind::best}) {
    order_->addItem(text(name(kind)), static_cast<int>(kind));
  }
  dtype_ = combo(tr("Data type"), tr("How activations and weights are stored on the device."));
  fill<Deployment>(*dtype_,
                   {Deployment::int8, Deployment::int16, Deployment::float32, Deployment::asStored},
                   tr("usual of the file"));
  clock_ = line(tr("Clock"), tr("the board's, or 400MHz"),
                tr("Of the core, instead of the board's own."), readClock);
  version_ = line(tr("Version"), tr("the latest measured, or 8.1"),
                  tr("Of the runtime's engine, whose latency is shown."), readVersion);
  sram_ = line(tr("SRAM"), tr("the board's, or 64KiB"),
               tr("What a run may take in all, instead of what the board has."), readSram);
  steps_ = line(tr("Steps"), QStringLiteral("planner=0 order=0"),
                tr("How far the exact planner and the search for an order go; 0: until it is "
                   "proven."),
                readSteps);
  rules_ = line(tr("Rules"), QStringLiteral("scratch=none"),
                tr("Counting rules of the runtime to set, KEY=VALUE with spaces between them; the "
                   "report lists them all."),
                readSwitches);
  shapes_ = line(tr("Shapes"), QStringLiteral("image=1x3x224x224"),
                 tr("Shapes of graph inputs with symbolic dimensions, with spaces between them."),
                 readInputShapes);
  rewrites_ = line(tr("Rewrites"), QStringLiteral("+alias-reshapes -fuse-pad"),
                   tr("Rewrites of the importer to make (+) and to leave out (-), beside what the "
                      "file's format and the runtime ask for."),
                   readRewrites);
}

GridSpin* SchedulePanel::gridSpin(const QString& what) {
  auto* box = new GridSpin(this);
  box->setRange(1, largestTypedGrid);
  box->setKeyboardTracking(false);  // 12 is typed by way of 1
  box->setAccessibleName(what);
  box->setToolTip(
      tr("%1 of patches that the stage's output is cut into; 1 x 1 runs layer by layer").arg(what));
  connect(box, &GridSpin::stepped, this, &SchedulePanel::takeSettings);
  connect(box, &GridSpin::entered, this, &SchedulePanel::takeSettings);
  connect(box, &GridSpin::left, this, &SchedulePanel::takeGrid);
  return box;
}

QLineEdit* SchedulePanel::line(const QString& label, const QString& example, const QString& tip,
                               Reader read) {
  auto* edit = new QLineEdit(this);
  edit->setPlaceholderText(example);
  edit->setToolTip(tip);
  edit->setAccessibleName(label);
  connect(edit, &QLineEdit::editingFinished, this,
          [this, edit, read] { takeWritten(*edit, read); });
  static_cast<QFormLayout*>(layout())->addRow(label, edit);
  return edit;
}

/// A field in which nothing is being written leaves undo to the window: there it is of the
/// schedule.
bool SchedulePanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return false;
  const auto& keys = static_cast<const QKeyEvent&>(*event);
  const bool history = keys.matches(QKeySequence::Undo) || keys.matches(QKeySequence::Redo);
  if (!history || isWriting(*watched)) return false;
  event->ignore();
  return true;
}

void SchedulePanel::takeGrid() {
  const QWidget* focused = QApplication::focusWidget();
  if (focused != rows_ && focused != columns_) takeSettings();
}

/// What is typed may make no sense: then the message bar tells, and the settings stay.
void SchedulePanel::takeWritten(const QLineEdit& edit, Reader read) {
  if (showing_) return;
  RunSettings settings = document_.settings();
  try {
    read(plain(edit.text()), settings);
  } catch (const Error& error) {
    Q_EMIT document_.failed(text(error.what()), static_cast<int>(error.code()));
    return;
  }
  if (settings != document_.settings()) document_.setSettings(settings);
}

void SchedulePanel::showSettings() {
  showing_ = true;
  const RunSettings& settings = document_.settings();
  PatchWords words;
  const bool inWords = takeApart(settings.schedule, words);
  showGrid(inWords ? words.grid : Grid{0, 0});
  file_->setText(inWords
                     ? QString()
                     : (isScheduleFile(settings.schedule) ? tr("From %1") : tr("%1, as written"))
                           .arg(text(settings.schedule)));
  file_->setVisible(!file_->text().isEmpty());
  chooseText(*split_, text(words.split));
  split_->setEnabled(!words.grid.whole());
  for (QComboBox* box : {tiles_, input_, buffers_}) {
    box->setEnabled(inWords && !words.grid.whole());
  }
  choose(*tiles_, settings.tiles);
  choose(*input_, settings.stageInput);
  choose(*buffers_, settings.tileBuffers);
  choose(*planner_, settings.planner);
  runtime_->choose(settings.runtime);
  board_->choose(settings.board);
  order_->setCurrentIndex(order_->findData(static_cast<int>(settings.order)));
  choose(*dtype_, settings.deployment);
  clock_->setText(text(clockWords(settings)));
  version_->setText(text(versionWords(settings)));
  sram_->setText(text(sramWords(settings)));
  steps_->setText(text(stepWords(settings)));
  rules_->setText(text(switchWords(settings)));
  shapes_->setText(text(inputShapeWords(settings)));
  rewrites_->setText(text(rewriteWords(settings)));
  showing_ = false;
}

/// No rows and columns: the schedule says more than one grid and split.
void SchedulePanel::showGrid(Grid grid) {
  for (const auto& [box, value] :
       {std::pair{rows_, grid.rows}, std::pair{columns_, grid.columns}}) {
    box->setSpecialValueText(value == 0 ? QStringLiteral("\u2013") : QString());
    box->setMinimum(value == 0 ? 0 : 1);
    box->setValue(static_cast<int>(value));
  }
}

void SchedulePanel::showSplits() {
  const Run& run = document_.run();
  if (run == nullptr) return;
  showChosenSplit(run->report.run.schedule.name);
  const Graph& graph = run->report.model.graph;
  if (splitsOf_ && splitsOf_->operators().data() == graph.operators().data()) return;
  splitsOf_ = graph;
  showing_ = true;
  split_->clear();
  split_->addItem(QStringLiteral("auto"));
  for (const std::string& split : splitNames(graph)) split_->addItem(text(split));
  PatchWords words;
  takeApart(document_.settings().schedule, words);
  chooseText(*split_, text(words.split));
  showing_ = false;
}

void SchedulePanel::showChosenSplit(const std::string& schedule) {
  PatchWords asked;
  PatchWords made;
  const bool chosen = takeApart(document_.settings().schedule, asked) && asked.split == "auto" &&
                      takeApart(schedule, made) && !made.grid.whole();
  if (chosen) file_->setText(tr("Split at %1, of least peak").arg(text(made.split)));
  file_->setVisible(!file_->text().isEmpty());
}

void SchedulePanel::takeSettings() {
  if (showing_) return;
  RunSettings settings = document_.settings();
  PatchWords words{{rows_->value(), columns_->value()}, plain(split_->currentText())};
  const auto most = std::max(words.grid.rows, words.grid.columns);
  if (most > 0) {  // else the schedule is one that the panel cannot say
    if (words.grid.rows == 0 || words.grid.columns == 0) words.grid = {most, most};
    settings.schedule = putTogether(words);
  }
  settings.tiles = chosen<TilePolicy>(*tiles_);
  settings.stageInput = chosen<StageInput>(*input_);
  settings.tileBuffers = chosen<TileBuffers>(*buffers_);
  settings.planner = chosen<PlannerKind>(*planner_);
  settings.runtime = runtime_->chosen();
  settings.board = board_->chosen();
  settings.order = static_cast<OrderKind>(order_->currentData().toInt());
  settings.deployment = chosen<Deployment>(*dtype_);
  document_.setSettings(settings);
}

}  // namespace tessera::gui
