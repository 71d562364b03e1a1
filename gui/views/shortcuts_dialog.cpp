#include "gui/views/shortcuts_dialog.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace tessera::gui {
namespace {

QString row(const QString& keys, const QString& what) {
  return QStringLiteral("<tr><td style='padding:2px 24px 2px 0'><b>%1</b></td><td>%2</td></tr>")
      .arg(keys.toHtmlEscaped(), what.toHtmlEscaped());
}

QString rowsOf(const QMainWindow& window) {
  QString rows;
  for (const QAction* menu : window.menuBar()->actions()) {
    if (menu->menu() == nullptr) continue;
    for (const QAction* action : menu->menu()->actions()) {
      if (action->shortcut().isEmpty()) continue;
      rows += row(action->shortcut().toString(QKeySequence::NativeText),
                  action->text().remove(u'&').remove(u'\u2026'));
    }
  }
  return rows;
}

}  // namespace

void showShortcuts(QMainWindow& window) {
  QDialog dialog(&window);
  dialog.setWindowTitle(QObject::tr("Keys"));
  auto* rows = new QVBoxLayout(&dialog);
  rows->addWidget(new QLabel(
      QStringLiteral("<table>") + rowsOf(window) +
          row(QObject::tr("Left, Right"), QObject::tr("Step by step, in a picture")) +
          row(QObject::tr("Page up, Page down"), QObject::tr("Patch by patch")) +
          row(QObject::tr("Space"), QObject::tr("Play through the patches, or pause")) +
          row(QObject::tr("F3, Shift+F3"), QObject::tr("Next, previous row in a table")) +
          row(QObject::tr("Ctrl+C"), QObject::tr("Copy the chosen rows of a table")) +
          row(QObject::tr("Wheel"), QObject::tr("Zoom around the mouse")) +
          row(QObject::tr("Drag"), QObject::tr("Zoom to what is dragged over")) +
          row(QObject::tr("Shift+drag"), QObject::tr("Select steps")) +
          row(QObject::tr("Middle drag"), QObject::tr("Move the picture")) +
          QStringLiteral("</table>"),
      &dialog));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  rows->addWidget(buttons);
  dialog.exec();
}

}  // namespace tessera::gui
