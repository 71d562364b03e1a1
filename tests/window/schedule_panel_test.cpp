#include "gui/views/schedule_panel.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

#include "gui/views/export_view.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Panel : public App {
 protected:
  Panel() { openSample("resnet8-int8.onnx"); }

  GridSpin& rows() { return called<GridSpin>(QStringLiteral("Rows"), window); }
  GridSpin& columns() { return called<GridSpin>(QStringLiteral("Columns"), window); }
  ChoiceBox& list(const char* name) { return called<ChoiceBox>(QString::fromLatin1(name), window); }
  std::string schedule() { return window.document().settings().schedule; }

  /// Into whatever has the keyboard.
  void type(const char* keys) {
    QTest::keyClicks(QApplication::focusWidget(), QString::fromLatin1(keys));
  }
  void press(Qt::Key key, Qt::KeyboardModifiers with = {}) {
    QTest::keyClick(QApplication::focusWidget(), key, with);
  }
};

TEST_F(Panel, ANumberOfTwoDigitsIsTypedWhole) {
  rows().setFocus();
  rows().selectAll();
  type("64");
  press(Qt::Key_Return);
  EXPECT_EQ(rows().value(), 64);
  rows().selectAll();
  type("200");
  press(Qt::Key_Return);
  EXPECT_EQ(rows().value(), 64) << "the nearest, not its first digits";
}

TEST_F(Panel, RowsThenColumnsAreOneChange) {
  rows().setFocus();
  rows().selectAll();
  type("4");
  press(Qt::Key_Tab);
  EXPECT_EQ(QApplication::focusWidget(), &columns());
  EXPECT_EQ(schedule(), "layer");
  columns().selectAll();
  type("4");
  press(Qt::Key_Return);
  settle();
  EXPECT_EQ(schedule(), "patch:4x4@auto");
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(schedule(), "layer");
  EXPECT_FALSE(window.document().canUndo());
}

TEST_F(Panel, LeavingTheGridRunsIt) {
  rows().setFocus();
  rows().selectAll();
  type("2");
  press(Qt::Key_Tab);
  press(Qt::Key_Tab);
  settle();
  EXPECT_EQ(schedule(), "patch:2x1@auto");
}

TEST_F(Panel, ARejectedScheduleFileLeavesTheOldOne) {
  set([](RunSettings& settings) { settings.schedule = "patch:2x2@auto"; });
  const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("wrong.json"));
  exportText(R"({"tessera_schedule": 1, "blocks": [{"to": "nowhere", "grid": "2x2"}]})", file);
  window.openFile(file);
  settle();
  EXPECT_TRUE(window.message().contains(QStringLiteral("nowhere")));
  EXPECT_EQ(schedule(), "patch:2x2@auto");
  EXPECT_EQ(rows().value(), 2);
  EXPECT_TRUE(called<QComboBox>(QStringLiteral("Split"), window).isEnabled());
  QTest::keyClick(&window, Qt::Key_Escape);
  EXPECT_TRUE(window.message().isEmpty());
  QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(schedule(), "layer") << "undo goes behind the last good schedule";
}

TEST_F(Panel, EveryStopOfTheTabKeyIsSeen) {
  rows().setFocus();
  QWidget* first = QApplication::focusWidget();
  for (int stop = 0; stop < 60; ++stop) {
    press(Qt::Key_Tab);
    QWidget* at = QApplication::focusWidget();
    ASSERT_NE(at, nullptr);
    if (at == first) break;
    EXPECT_EQ(qobject_cast<QScrollArea*>(at), nullptr) << "a stop without a sign";
    const QImage focused = window.grab().toImage();
    at->clearFocus();
    EXPECT_NE(window.grab().toImage(), focused)
        << at->metaObject()->className() << " " << at->accessibleName().toStdString();
    at->setFocus(Qt::TabFocusReason);
  }
}

TEST_F(Panel, BoardsSayWhatTheyAreAndFilterAsOneTypes) {
  ChoiceBox& board = list("Board");
  const int at = board.findText(QStringLiteral("NUCLEO-F446RE"));
  const QString about = board.itemData(at, Qt::UserRole + 1).toString();
  for (const char* part : {"Cortex-M4F", "180 MHz", "128.0 KiB SRAM", "512.0 KiB flash"}) {
    EXPECT_TRUE(about.contains(QLatin1String(part))) << about.toStdString();
  }
  board.setFocus();
  board.lineEdit()->selectAll();
  QTest::keyClicks(board.lineEdit(), QStringLiteral("f446"));
  auto* popup = board.completer()->popup();
  ASSERT_TRUE(popup->isVisible());
  EXPECT_EQ(popup->model()->rowCount(), 1);
  QTest::keyClick(popup, Qt::Key_Down);
  QTest::keyClick(popup, Qt::Key_Return);
  settle();
  EXPECT_EQ(window.document().run()->settings.board, "NUCLEO-F446RE");
}

TEST_F(Panel, RuntimesSayWhatTheyCanRun) {
  ChoiceBox& runtime = list("Runtime");
  const auto about = [&](const char* name) {
    return runtime.itemData(runtime.findText(QLatin1String(name)), Qt::UserRole + 1).toString();
  };
  EXPECT_TRUE(about("tflm").contains(QStringLiteral("whole operators")));
  EXPECT_TRUE(about("tinyengine").contains(QStringLiteral("patches")));
  EXPECT_TRUE(about("liveness").contains(QStringLiteral("runs on no board")));
  runtime.setFocus();
  runtime.lineEdit()->selectAll();
  QTest::keyClicks(runtime.lineEdit(), QStringLiteral("no such runtime"));
  QTest::keyClick(runtime.lineEdit(), Qt::Key_Return);
  settle();
  EXPECT_EQ(runtime.currentText().toStdString(), window.document().run()->settings.runtime);
}

}  // namespace
}  // namespace tessera::gui
