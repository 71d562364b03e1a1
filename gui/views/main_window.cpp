#include "gui/views/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include "gui/models/cli_command.h"
#include "gui/models/import_words.h"
#include "gui/models/qt_text.h"
#include "gui/views/recent_files.h"
#include "gui/views/schedule_panel.h"
#include "gui/views/shape_memory.h"
#include "gui/views/shortcuts_dialog.h"
#include "gui/views/theme_choice.h"

namespace tessera::gui {
namespace {

const QString geometryKey = QStringLiteral("window/geometry");
constexpr int mostOfTables = 27;  // percent of the height
const QString stateKey = QStringLiteral("window/state");

QDockWidget* dock(QMainWindow& window, Qt::DockWidgetArea area, const QString& title,
                  const QString& name, QWidget* widget) {
  auto* made = new QDockWidget(title, &window);
  made->setObjectName(name);
  made->setWidget(widget);
  window.addDockWidget(area, made);
  return made;
}

QScrollArea* scrolled(QWidget* widget) {
  auto* area = new QScrollArea;
  area->setWidget(widget);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);  // Tab goes on to what is in it
  area->setMinimumWidth(widget->minimumSizeHint().width() + 24);
  return area;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      stack_(new QStackedWidget(this)),
      pages_(document_, selection_, axis_, this),
      actions_(*this),
      headline_(new HeadlineStrip(this)),
      messages_(new MessageBar(this)),
      start_(new StartPage(this)),
      status_(new StatusLine(this)) {
  build();
  connectDocument();
  connectFileActions();
  connectViewActions();
  restore();
}

/// The panel first: what is being typed there goes to the document.
MainWindow::~MainWindow() { delete schedule_; }

void MainWindow::build() {
  setWindowTitle(tr("Tessera"));
  setAcceptDrops(true);
  auto* central = new QWidget(this);
  auto* rows = new QVBoxLayout(central);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(messages_);
  rows->addWidget(headline_);
  rows->addWidget(stack_, 1);
  headline_->hide();
  stack_->addWidget(start_);
  stack_->addWidget(pages_.tabs);
  setCentralWidget(central);
  setStatusBar(status_);
  schedule_ = dock(*this, Qt::LeftDockWidgetArea, tr("Schedule and target"),
                   QStringLiteral("schedule"), scrolled(new SchedulePanel(document_)));
  tables_ =
      dock(*this, Qt::BottomDockWidgetArea, tr("Tables"), QStringLiteral("tables"), pages_.tables);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  resizeDocks({schedule_}, {260}, Qt::Horizontal);
  resizeDocks({tables_}, {240}, Qt::Vertical);
  actions_.view->addAction(schedule_->toggleViewAction());
  actions_.view->addAction(tables_->toggleViewAction());
}

void MainWindow::connectDocument() {
  connect(&document_, &Document::runChanged, this, &MainWindow::takeRun);
  connect(&document_, &Document::opened, this, &MainWindow::takeOpened);
  connect(&document_, &Document::failed, messages_,
          [this](const QString& message) { messages_->showRunError(message, wayOut(message)); });
  connect(&document_, &Document::failed, this, &MainWindow::askShapes);
  connect(&document_, &Document::failed, headline_, [this] {
    const Run& run = document_.run();
    headline_->setOutdated(run != nullptr && run->settings != document_.settings());
  });
  connect(&document_, &Document::busyChanged, messages_, [this](bool busy) {
    if (busy) messages_->begin();
  });
  connect(&document_, &Document::finished, messages_, &MessageBar::end);
  connect(&document_, &Document::runChanged, this, &MainWindow::watchFiles);
  const auto tellOf = [this](auto* page, auto signal, const QString& words, auto out) {
    connect(page, signal, messages_, [this, words, out](const QString& message) {
      messages_->showError(message, {words, out});
    });
  };
  tellOf(pages_.search, &SearchPage::failed, tr("Search again"),
         [this] { pages_.search->start(); });
  tellOf(pages_.search, &SearchPage::notSaved, tr("Save elsewhere\u2026"),
         [this] { pages_.search->chooseFile(); });
  tellOf(pages_.compare, &ComparePage::failed, tr("Open another\u2026"), [this] { chooseFile(); });
  tellOf(pages_.fit, &FitPage::failed, tr("Try again"), [this] { document_.reload(); });
  connect(pages_.tabs, &QTabWidget::currentChanged, this, &MainWindow::takePage);
  connect(&document_, &Document::busyChanged, status_, &StatusLine::showBusy);
  connect(status_, &StatusLine::cancelled, &document_, &Document::cancel);
  connect(&document_, &Document::settingsChanged, this, [this] {
    actions_.undo->setEnabled(document_.canUndo());
    actions_.redo->setEnabled(document_.canRedo());
  });
  connect(&selection_, &Selection::changed, this, &MainWindow::takeSelection);
  connect(&watch_, &FileWatch::changed, this, [this](const QString& path) {
    messages_->showOffer(tr("%1 has changed on disk.").arg(QFileInfo(path).fileName()),
                         {tr("Reload"), [this] { document_.reload(); }});
  });
}

void MainWindow::connectFileActions() {
  connect(start_, &StartPage::openRequested, this, &MainWindow::chooseFile);
  connect(start_, &StartPage::fileChosen, this, &MainWindow::openFile);
  connect(actions_.open, &QAction::triggered, this, &MainWindow::chooseFile);
  connect(actions_.reload, &QAction::triggered, &document_, &Document::reload);
  connect(actions_.exportView, &QAction::triggered, this, &MainWindow::chooseExport);
  connect(actions_.saveSchedule, &QAction::triggered, this, &MainWindow::chooseSchedule);
  connect(actions_.copyCommand, &QAction::triggered, this, &MainWindow::copyCommand);
  connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
  connect(actions_.undo, &QAction::triggered, &document_, &Document::undo);
  connect(actions_.redo, &QAction::triggered, &document_, &Document::redo);
  connect(actions_.find, &QAction::triggered, pages_.tables, &TablesView::focusFilter);
  connect(actions_.compareThis, &QAction::triggered, this, [this] {
    pages_.compare->addRun(document_.run());
    pages_.showView(QStringLiteral("compare"));
  });
}

void MainWindow::connectViewActions() {
  connect(actions_.peak, &QAction::triggered, &selection_, &Selection::selectPeak);
  connect(actions_.nextStep, &QAction::triggered, this, [this] { selection_.moveCursor(1); });
  connect(actions_.previousStep, &QAction::triggered, this, [this] { selection_.moveCursor(-1); });
  connect(actions_.clear, &QAction::triggered, this, [this] {
    selection_.clear();
    messages_->hide();
  });
  connect(actions_.resetZoom, &QAction::triggered, this, &MainWindow::resetZoom);
  connect(actions_.zoomBack, &QAction::triggered, &axis_, &TimeAxis::back);
  connect(actions_.zoomForward, &QAction::triggered, &axis_, &TimeAxis::forward);
  connect(actions_.overlay, &QAction::triggered, this,
          [this](bool keep) { pages_.timeline->setOverlay(keep ? document_.run() : nullptr); });
  connect(actions_.axisSteps, &QAction::triggered, this,
          [this] { axis_.setUnit(TimelineAxis::steps); });
  connect(actions_.axisTime, &QAction::triggered, this,
          [this] { axis_.setUnit(TimelineAxis::milliseconds); });
  const auto offer = [this](QAction* action, const QString& theme) {
    action->setChecked(keptTheme() == theme);
    connect(action, &QAction::triggered, this, [theme] {
      keepTheme(theme);
      useTheme(theme);
    });
  };
  offer(actions_.themeSystem, QStringLiteral("system"));
  offer(actions_.themeLight, QStringLiteral("light"));
  offer(actions_.themeDark, QStringLiteral("dark"));
  connect(actions_.shortcuts, &QAction::triggered, this, [this] { showShortcuts(*this); });
  connect(actions_.about, &QAction::triggered, this, [this] {
    QMessageBox::about(this, tr("About Tessera"),
                       tr("Tessera %1\n\nMemory schedules of neural networks on "
                          "microcontrollers.\nThis program is under GPL-3, as Qt Charts is; "
                          "its libraries and the tool `tessera` are under Apache-2.0.")
                           .arg(QApplication::applicationVersion()));
  });
}

void MainWindow::resetZoom() {
  if (pages_.currentView() == QStringLiteral("network")) return pages_.network->fitWhole();
  axis_.reset();
}

void MainWindow::takeRun() {
  const Run& run = document_.run();
  headline_->setRun(run);
  headline_->show();
  showDocks();
  stack_->setCurrentWidget(pages_.tabs);
  axis_.setRun(run);
  selection_.setRun(run);
  pages_.setRun(run);
  actions_.axisTime->setEnabled(axis_.canShowTime());
  (axis_.unit() == TimelineAxis::steps ? actions_.axisSteps : actions_.axisTime)->setChecked(true);
  takeSelection();
}

void MainWindow::takeOpened(const QString& path) {
  rememberFile(QFileInfo(path).absoluteFilePath());
  rememberShapes(path, text(inputShapeWords(document_.run()->settings)));
  showRecent();
  setWindowTitle(tr("%1 \u2014 Tessera").arg(QFileInfo(path).fileName()));
}

void MainWindow::watchFiles() {
  if (document_.run() == nullptr) return;
  QStringList files;
  for (const std::string& file : filesOf(*document_.run())) files << QString::fromStdString(file);
  watch_.watch(files);
}

/// What is shown, also where a later change of the settings failed.
void MainWindow::copyCommand() {
  const Run& run = document_.run();
  if (run == nullptr) return;
  QApplication::clipboard()->setText(QString::fromStdString(cliCommand(run->path, run->settings)));
  status_->showMessage(tr("The command is on the clipboard"), 4000);
}

void MainWindow::takeSelection() { status_->showStep(document_.run(), selection_.selected()); }

void MainWindow::restore() {
  resize(1360, 900);
  const QSettings settings;
  restoreGeometry(settings.value(geometryKey).toByteArray());
  restoreState(settings.value(stateKey).toByteArray());
  scheduleWanted_ = !schedule_->isHidden();
  tablesWanted_ = !tables_->isHidden();
  schedule_->hide();
  tables_->hide();
  showRecent();
  actions_.undo->setEnabled(false);
  actions_.redo->setEnabled(false);
  actions_.axisSteps->setChecked(true);
}

void MainWindow::showDocks() {
  if (stack_->currentWidget() == pages_.tabs) return;
  schedule_->setVisible(scheduleWanted_);
  tables_->setVisible(tablesWanted_ && pageHasTables());
}

/// The others are full of tables of their own.
bool MainWindow::pageHasTables() const {
  const QWidget* page = pages_.tabs->currentWidget();
  return page != pages_.compare && page != pages_.search;
}

void MainWindow::takePage() {
  if (stack_->currentWidget() != pages_.tabs) return;
  if (tablesFollow_) tablesWanted_ = !tables_->isHidden();
  tablesFollow_ = pageHasTables();
  tables_->setVisible(tablesFollow_ && tablesWanted_);
}

/// A window made smaller leaves the pages more than the tables.
void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  const int most = height() * mostOfTables / 100;
  if (event->size().height() < event->oldSize().height() && tables_->height() > most) {
    resizeDocks({tables_}, {most}, Qt::Vertical);
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls()) {
    if (url.isLocalFile()) openFile(url.toLocalFile());
  }
}

void MainWindow::closeEvent(QCloseEvent* event) {
  showDocks();
  if (!tablesFollow_) tables_->setVisible(tablesWanted_);
  QSettings settings;
  settings.setValue(geometryKey, saveGeometry());
  settings.setValue(stateKey, saveState());
  event->accept();
}

}  // namespace tessera::gui
