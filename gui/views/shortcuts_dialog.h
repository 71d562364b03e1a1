#pragma once

#include <QMainWindow>

namespace tessera::gui {

/// Shows every action of the window that has a key, by menu, and what mouse and arrows do.
void showShortcuts(QMainWindow& window);

}  // namespace tessera::gui
