#pragma once

#include <QAction>
#include <QMainWindow>

namespace tessera::gui {

/// Every action of the window, named for its menu entry. Who does what is connected by the window.
struct WindowActions {
  explicit WindowActions(QMainWindow& window);

  QAction* open;
  QMenu* recent;
  QAction* reload;
  QAction* exportView;
  QAction* saveSchedule;
  QAction* copyCommand;
  QAction* quit;
  QAction* undo;
  QAction* redo;
  QAction* find;
  QAction* compareThis;
  QAction* resetZoom;
  QAction* zoomBack;
  QAction* zoomForward;
  QAction* overlay;
  QAction* axisSteps;
  QAction* axisTime;
  QAction* themeSystem;
  QAction* themeLight;
  QAction* themeDark;
  QAction* peak;
  QAction* clear;
  QAction* nextStep;
  QAction* previousStep;
  QAction* shortcuts;
  QAction* about;
  QMenu* view;  ///< for the docks' own entries
};

}  // namespace tessera::gui
