#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QTimer>

#include "gui/models/file_kind.h"
#include "gui/models/import_words.h"
#include "gui/models/qt_text.h"
#include "gui/models/save.h"
#include "gui/views/export_view.h"
#include "gui/views/main_window.h"
#include "gui/views/recent_files.h"
#include "gui/views/shape_memory.h"
#include "gui/views/shapes_dialog.h"

namespace tessera::gui {

void MainWindow::tell(const Error& error, const WayOut& out) {
  messages_->showError(QString::fromUtf8(error.what()), out);
}

WayOut MainWindow::openAnother() {
  return {tr("Open another\u2026"), [this] { chooseFile(); }};
}

/// Of a run that failed.
WayOut MainWindow::wayOut(const QString& message) {
  const Run& run = document_.run();
  if (!shapesAskedFor(message.toStdString()).empty()) {
    return {tr("Give the shapes\u2026"), [this, message] { askShapes(message); }};
  }
  if (run != nullptr && run->settings != document_.settings()) {
    return {tr("Back to what is shown"), [this] { document_.cancel(); }};
  }
  return openAnother();
}

/// A file that leaves shapes open is opened again with those that are given.
void MainWindow::askShapes(const QString& message) {
  const auto requests = shapesAskedFor(message.toStdString());
  if (requests.empty() || !isVisible()) return;
  const std::string file = document_.asked();
  auto* dialog = new ShapesDialog(QFileInfo(text(file)).fileName(), requests, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, file] {
    RunSettings given;
    readInputShapes(dialog->words(), given);
    document_.open(file, given.inputShapes);
  });
  dialog->open();
}

/// With the shapes that were given for it the last time; those of another model are not for it.
void MainWindow::open(const std::string& file) {
  if (document_.asked().empty() && !document_.settings().inputShapes.empty()) {
    return document_.open(file);
  }
  RunSettings kept;
  readInputShapes(shapesOf(text(file)).toStdString(), kept);
  if (file == document_.path()) kept.inputShapes = document_.settings().inputShapes;
  document_.open(file, kept.inputShapes);
}

void MainWindow::openFile(const QString& path) {
  try {
    const std::string file = path.toStdString();
    switch (kindOf(file)) {
      case FileKind::model:
        if (document_.run() == nullptr) messages_->settle();
        return open(file);
      case FileKind::report:
        pages_.compare->addReport(file);
        showDocks();
        stack_->setCurrentWidget(pages_.tabs);
        return pages_.showView(QStringLiteral("compare"));
      case FileKind::schedule: {
        RunSettings settings = document_.settings();
        settings.schedule = file;
        if (document_.run() == nullptr && !document_.busy()) {
          messages_->showOffer(tr("%1 is a schedule: open the model that it is for.")
                                   .arg(QFileInfo(path).fileName()),
                               {tr("Open a model\u2026"), [this] { chooseFile(); }});
        }
        return document_.setSettings(settings);
      }
    }
  } catch (const Error& error) {
    tell(error, openAnother());
    if (QFileInfo::exists(path)) return;
    forgetFile(QFileInfo(path).absoluteFilePath());
    // The button or menu entry of the file may be what was pressed: it goes later.
    QTimer::singleShot(0, this, &MainWindow::showRecent);
  }
}

void MainWindow::showRecent() {
  const QStringList files = recentFiles();
  start_->setRecent(files);
  actions_.recent->clear();
  int number = 0;
  for (const QString& path : files) {
    QAction* action = actions_.recent->addAction(QFileInfo(path).fileName());
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number++)));
    action->setToolTip(path);
    connect(action, &QAction::triggered, this, [this, path] { openFile(path); });
  }
  actions_.recent->setEnabled(!files.isEmpty());
}

void MainWindow::chooseFile() {
  const QString path = QFileDialog::getOpenFileName(
      this, tr("Open a model, a report or a schedule"), QFileInfo(recentFiles().value(0)).path(),
      tr("Models, reports, schedules (*.onnx *.tflite *.json);;All files (*)"));
  if (!path.isEmpty()) openFile(path);
}

/// "mbv2-memory.svg".
QString MainWindow::suggestedName(const QString& what, const QString& ending) const {
  const QString model = QFileInfo(text(document_.path())).completeBaseName();
  return model + u'-' + what + u'.' + ending;
}

void MainWindow::chooseExport() {
  if (document_.run() == nullptr) return;
  const QString path = QFileDialog::getSaveFileName(
      this, tr("Export"), suggestedName(pages_.currentView(), QStringLiteral("svg")),
      tr("This view (*.svg *.png *.csv);;The report (*.html *.json *.md)"));
  if (path.isEmpty()) return;
  try {
    const QString view = pages_.currentView();
    exportAs(
        *document_.run(), axis_.unit(), *pages_.view(view), [&] { return pages_.csvOf(view); },
        path);
    status_->showMessage(tr("Written to %1").arg(path), 4000);
  } catch (const Error& error) {
    tell(error, {tr("Export elsewhere\u2026"), [this] { chooseExport(); }});
  }
}

void MainWindow::chooseSchedule() {
  if (document_.run() == nullptr) return;
  const QString path = QFileDialog::getSaveFileName(
      this, tr("Save the schedule"),
      suggestedName(QStringLiteral("schedule"), QStringLiteral("json")), tr("Schedules (*.json)"));
  if (path.isEmpty()) return;
  try {
    exportText(scheduleText(*document_.run()), path);
  } catch (const Error& error) {
    tell(error, {tr("Save elsewhere\u2026"), [this] { chooseSchedule(); }});
  }
}

}  // namespace tessera::gui
