#pragma once

#include <QStringList>
#include <QWidget>

namespace tessera::test {

/// The texts of a window that are cut, and how many were looked at.
struct WalkedTexts {
  QStringList cut;
  int walked = 0;
};

/// Walks what is visible: labels, buttons, lists, tabs, headings and numbers of tables, and the
/// strip of figures. Names that only identify something may lose their middle and are left out.
WalkedTexts walkTexts(QWidget& window);

}  // namespace tessera::test
