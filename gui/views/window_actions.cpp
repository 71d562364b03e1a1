#include "gui/views/window_actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenuBar>

namespace tessera::gui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WindowActions", text); }

QAction* add(QMenu& menu, const char* words, const QKeySequence& keys = {}) {
  QAction* action = menu.addAction(tr(words));
  action->setShortcut(keys);
  return action;
}

QAction* addChoice(QMenu& menu, QActionGroup& group, const char* words) {
  QAction* action = add(menu, words);
  action->setCheckable(true);
  group.addAction(action);
  return action;
}

}  // namespace

WindowActions::WindowActions(QMainWindow& window) {
  QMenu& file = *window.menuBar()->addMenu(tr("&File"));
  open = add(file, "&Open\u2026", QKeySequence::Open);
  recent = file.addMenu(tr("Open &recent"));
  reload = add(file, "Re&load", QKeySequence::Refresh);
  file.addSeparator();
  exportView = add(file, "&Export\u2026", Qt::CTRL | Qt::Key_E);
  saveSchedule = add(file, "&Save the schedule\u2026", QKeySequence::Save);
  copyCommand = add(file, "&Copy as command", Qt::CTRL | Qt::SHIFT | Qt::Key_C);
  file.addSeparator();
  quit = add(file, "&Quit", QKeySequence::Quit);

  QMenu& edit = *window.menuBar()->addMenu(tr("&Edit"));
  undo = add(edit, "&Undo the last change of the schedule", QKeySequence::Undo);
  redo = add(edit, "&Redo", QKeySequence::Redo);
  edit.addSeparator();
  find = add(edit, "&Find in the tables", QKeySequence::Find);
  compareThis = add(edit, "Add this run to the com&parison", Qt::CTRL | Qt::Key_D);

  QMenu& go = *window.menuBar()->addMenu(tr("&Go"));
  peak = add(go, "To the &peak", Qt::Key_P);
  nextStep = add(go, "&Next step", Qt::CTRL | Qt::Key_Right);
  previousStep = add(go, "&Previous step", Qt::CTRL | Qt::Key_Left);
  clear = add(go, "&Clear the selection", Qt::Key_Escape);

  view = window.menuBar()->addMenu(tr("&View"));
  resetZoom = add(*view, "&Reset the zoom", Qt::CTRL | Qt::Key_0);
  zoomBack = add(*view, "Zoom &back", Qt::ALT | Qt::Key_Left);
  zoomForward = add(*view, "Zoom &forward", Qt::ALT | Qt::Key_Right);
  overlay = add(*view, "&Keep this run as an overlay", Qt::CTRL | Qt::Key_K);
  overlay->setCheckable(true);
  view->addSeparator();
  auto* units = new QActionGroup(&window);
  axisSteps = addChoice(*view, *units, "Against &steps");
  axisTime = addChoice(*view, *units, "Against &milliseconds");
  view->addSeparator();
  auto* themes = new QActionGroup(&window);
  themeSystem = addChoice(*view, *themes, "Colours of the s&ystem");
  themeLight = addChoice(*view, *themes, "&Light");
  themeDark = addChoice(*view, *themes, "&Dark");
  view->addSeparator();

  QMenu& help = *window.menuBar()->addMenu(tr("&Help"));
  shortcuts = add(help, "&Keys", QKeySequence::HelpContents);
  about = add(help, "&About Tessera");
}

}  // namespace tessera::gui
