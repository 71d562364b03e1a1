#include "gui/views/main_window.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <filesystem>

#include "gui/views/export_view.h"
#include "gui/views/theme.h"
#include "gui/views/theme_choice.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::sample;
using test::samplePath;
using test::waitUntil;

class Window : public testing::Test {
 protected:
  Window() { QSettings().clear(); }

  void open(MainWindow& window, const std::string& name) {
    window.openFile(samplePath(name));
    ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  }
};

/// What a drop ends in; a real one needs a window system.
struct Droppable : MainWindow {
  using MainWindow::dropEvent;
};

TEST_F(Window, OpensEachCommittedSample) {
  MainWindow window;
  window.show();
  for (const char* name : {"ds-cnn.onnx", "mbv2-w0.35-r144-int8.onnx", "mcunet-vww0-int8.onnx",
                           "mobilenetv1-0.25-96-int8.onnx", "resnet8-int8.onnx"}) {
    open(window, name);
    EXPECT_EQ(window.document().path(), sample(name));
    EXPECT_TRUE(window.message().isEmpty()) << window.message().toStdString();
    EXPECT_FALSE(window.grab().isNull());
  }
}

TEST_F(Window, ABrokenFileSaysWhatTheCliSaysAndLosesNothing) {
  Droppable window;
  window.show();
  open(window, "resnet8-int8.onnx");
  const gui::Run before = window.document().run();
  QMimeData mime;
  mime.setUrls({QUrl::fromLocalFile(samplePath("README.md"))});
  QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  window.dropEvent(&drop);
  ASSERT_TRUE(waitUntil([&] { return !window.message().isEmpty(); }));
  EXPECT_TRUE(window.message().startsWith(samplePath("README.md")))
      << window.message().toStdString();
  EXPECT_EQ(window.document().run(), before);
}

TEST_F(Window, FiguresThatAreNotOfWhatIsAskedForArePaler) {
  MainWindow window;
  window.show();
  open(window, "resnet8-int8.onnx");
  auto* strip = window.findChild<HeadlineStrip*>();
  ASSERT_NE(strip, nullptr);
  const QImage before = strip->grab().toImage();
  RunSettings wrong = window.document().settings();
  wrong.schedule = "patch:4x4@nowhere";
  window.document().setSettings(wrong);
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  EXPECT_NE(strip->grab().toImage(), before);
  window.document().undo();
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  EXPECT_EQ(strip->grab().toImage(), before);
}

TEST_F(Window, TakesADroppedScheduleForTheOpenModel) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("mine.json"));
  exportText(R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "2x2"}]})", file);
  MainWindow window;
  open(window, "resnet8-int8.onnx");
  window.openFile(file);
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  EXPECT_TRUE(window.message().isEmpty()) << window.message().toStdString();
  EXPECT_EQ(window.document().settings().schedule, file.toStdString());
  EXPECT_FALSE(window.document().run()->report.run.stages.empty());
}

TEST_F(Window, ClosesWhileBusy) {
  MainWindow window;
  window.show();
  window.openFile(samplePath("mbv2-w0.35-r144-int8.onnx"));
  EXPECT_TRUE(window.document().busy());
  EXPECT_TRUE(window.close());
}

TEST_F(Window, RemembersWhatWasOpened) {
  {
    MainWindow window;
    open(window, "resnet8-int8.onnx");
    open(window, "ds-cnn.onnx");
  }
  EXPECT_EQ(QSettings().value(QStringLiteral("recent")).toStringList(),
            (QStringList{samplePath("ds-cnn.onnx"), samplePath("resnet8-int8.onnx")}));
}

TEST_F(Window, ForgetsARecentFileThatIsGone) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("net.onnx"));
  ASSERT_TRUE(QFile::copy(samplePath("resnet8-int8.onnx"), file));
  {
    MainWindow window;
    window.openFile(file);
    ASSERT_TRUE(waitUntil([&] { return window.document().run() != nullptr; }));
  }
  ASSERT_TRUE(QFile::remove(file));
  MainWindow window;
  window.show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
  EXPECT_TRUE(window.message().contains(QStringLiteral("there is no such file")));
  QApplication::processEvents();
  EXPECT_TRUE(QSettings().value(QStringLiteral("recent")).toStringList().isEmpty());
}

TEST_F(Window, OffersToReloadAFileThatChanged) {
  QTemporaryDir folder;
  const std::string file = folder.filePath(QStringLiteral("net.onnx")).toStdString();
  std::filesystem::copy_file(sample("resnet8-int8.onnx"), file);
  MainWindow window;
  window.openFile(QString::fromStdString(file));
  ASSERT_TRUE(waitUntil([&] { return window.document().run() != nullptr; }));
  std::filesystem::copy_file(sample("ds-cnn.onnx"), file,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(waitUntil([&] { return window.message().contains(QStringLiteral("changed")); }));
}

TEST_F(Window, OffersAgainAfterAReplacementAndAFailedReload) {
  QTemporaryDir folder;
  const std::string file = folder.filePath(QStringLiteral("net.onnx")).toStdString();
  const auto replaceBy = [&](const char* other) {
    std::filesystem::copy_file(sample(other), file + ".new");
    std::filesystem::rename(file + ".new", file);
  };
  const auto offered = [](MainWindow& window) {
    return waitUntil([&] { return window.message().contains(QStringLiteral("changed")); });
  };
  replaceBy("resnet8-int8.onnx");
  MainWindow window;
  window.openFile(QString::fromStdString(file));
  ASSERT_TRUE(waitUntil([&] { return window.document().run() != nullptr; }));
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  replaceBy("README.md");
  ASSERT_TRUE(offered(window));
  window.document().reload();
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  EXPECT_TRUE(window.message().contains(QString::fromStdString(file)));
  replaceBy("ds-cnn.onnx");
  ASSERT_TRUE(offered(window));
  window.document().reload();
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  EXPECT_TRUE(window.message().isEmpty()) << window.message().toStdString();
}

TEST_F(Window, OffersToReloadAScheduleThatChanged) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("my schedule.json"));
  exportText(R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "2x2"}]})", file);
  MainWindow window;
  window.openFile(samplePath("resnet8-int8.onnx"));
  window.openFile(file);  // while the model is still being opened
  ASSERT_TRUE(waitUntil([&] { return !window.document().busy(); }));
  ASSERT_FALSE(window.document().run()->report.run.stages.empty());
  exportText(R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "4x4"}]})", file);
  EXPECT_TRUE(
      waitUntil([&] { return window.message().startsWith(QStringLiteral("my schedule.json")); }));
}

TEST_F(Window, ARunThatGoesWellSettlesTheErrorOfTheLast) {
  MainWindow window;
  window.show();
  open(window, "resnet8-int8.onnx");
  RunSettings settings;
  settings.schedule = "patch:2x2@nowhere";
  window.document().setSettings(settings);
  ASSERT_TRUE(waitUntil([&] { return !window.message().isEmpty(); }));
  // The command is that of the numbers shown.
  QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(QApplication::clipboard()->text(),
            QStringLiteral("tessera simulate ") + samplePath("resnet8-int8.onnx"));
  window.document().undo();
  EXPECT_TRUE(waitUntil([&] { return window.message().isEmpty(); }));
}

TEST_F(Window, AScheduleWithoutAModelAsksForIt) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("mine.json"));
  exportText(R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "2x2"}]})", file);
  MainWindow window;
  window.openFile(file);
  EXPECT_TRUE(window.message().contains(QStringLiteral("open the model")));
  open(window, "resnet8-int8.onnx");
  EXPECT_TRUE(window.message().isEmpty());
  EXPECT_EQ(window.document().run()->settings.schedule, file.toStdString());
}

TEST_F(Window, FitsASmallScreen) {
  MainWindow window;
  window.show();
  open(window, "mbv2-w0.35-r144-int8.onnx");
  window.pages().compare->addRun(window.document().run());
  window.pages().showView(QStringLiteral("compare"));
  EXPECT_LE(window.minimumSizeHint().width(), 900);
  EXPECT_LE(window.minimumSizeHint().height(), 600);
  for (int page = 0; page < window.pages().tabs->count(); ++page) {
    const QSize size = window.pages().tabs->widget(page)->minimumSizeHint();
    EXPECT_LE(size.width(), 640) << page;
    EXPECT_LE(size.height(), 260) << page;
  }
}

TEST_F(Window, EscEmptiesTheFilterBeforeItClearsTheSelection) {
  MainWindow window;
  window.show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  open(window, "resnet8-int8.onnx");
  window.selection().selectStep(3);
  window.pages().tables->focusFilter();
  auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
  ASSERT_NE(field, nullptr);
  QTest::keyClicks(field, QStringLiteral("p"));
  EXPECT_EQ(field->text(), QStringLiteral("p"));
  EXPECT_EQ(window.selection().selected().cursor, 3);
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_TRUE(field->text().isEmpty());
  EXPECT_FALSE(window.selection().selected().steps.empty());
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_TRUE(window.selection().selected().steps.empty());
}

TEST_F(Window, SwitchesColoursLive) {
  MainWindow window;
  window.show();
  open(window, "resnet8-int8.onnx");
  useTheme(QStringLiteral("dark"));
  QApplication::processEvents();
  EXPECT_TRUE(themeOf(window.palette()).dark);
  const QImage dark = window.grab().toImage();
  useTheme(QStringLiteral("light"));
  QApplication::processEvents();
  EXPECT_FALSE(themeOf(window.palette()).dark);
  EXPECT_NE(window.grab().toImage(), dark);
}

TEST_F(Window, EveryActionWithAKeyIsReachable) {
  MainWindow window;
  window.show();
  open(window, "resnet8-int8.onnx");
  QTest::keyClick(&window, Qt::Key_P);
  EXPECT_EQ(window.selection().selected().cursor,
            static_cast<std::int64_t>(window.document().run()->report.run.trace.totals.peakStep));
  window.axis().zoomTo({2, 5});
  QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
  EXPECT_TRUE(window.axis().isWhole());
  QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
  EXPECT_EQ(window.axis().visible(), (VisibleRange{2, 5}));
  QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(QApplication::clipboard()->text(),
            QStringLiteral("tessera simulate ") + samplePath("resnet8-int8.onnx"));
}

TEST_F(Window, ExportsEachViewAsAPicture) {
  QTemporaryDir folder;
  MainWindow window;
  window.show();
  open(window, "mbv2-w0.35-r144-int8.onnx");
  for (const QString& name : Pages::viewNames()) {
    for (const char* ending : {".svg", ".png", ".csv"}) {
      const QString file = folder.filePath(name + QLatin1String(ending));
      exportAs(
          *window.document().run(), window.axis().unit(), *window.pages().view(name),
          [&] { return window.pages().csvOf(name); }, file);
      EXPECT_GT(QFileInfo(file).size(), 100) << file.toStdString();
    }
  }
  EXPECT_THROW(exportAs(*window.document().run(), TimelineAxis::steps, window, {},
                        folder.filePath(QStringLiteral("x.bmp"))),
               Error);
}

TEST_F(Window, CsvHasWhatTheViewShows) {
  MainWindow window;
  window.show();
  open(window, "resnet8-int8.onnx");
  const auto& totals = window.document().run()->report.run.trace.totals;
  const std::string steps = window.pages().csvOf(QStringLiteral("timeline"));
  EXPECT_EQ(static_cast<std::size_t>(std::count(steps.begin(), steps.end(), '\n')),
            totals.steps + 1);
  window.pages().showView(QStringLiteral("compare"));
  const std::string runs = window.pages().csvOf(QStringLiteral("compare"));
  EXPECT_NE(runs.find("," + std::to_string(totals.peak.count()) + ","), std::string::npos) << runs;
}

TEST_F(Window, WidgetsForPeopleHaveNames) {
  MainWindow window;
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    const bool control = qobject_cast<QAbstractButton*>(widget) != nullptr ||
                         qobject_cast<QComboBox*>(widget) != nullptr ||
                         qobject_cast<QAbstractSpinBox*>(widget) != nullptr;
    if (!control || widget->focusPolicy() == Qt::NoFocus) continue;
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    const bool named = !widget->accessibleName().isEmpty() || !widget->toolTip().isEmpty() ||
                       (button != nullptr && !button->text().isEmpty());
    EXPECT_TRUE(named) << widget->metaObject()->className() << " "
                       << widget->objectName().toStdString();
  }
}

/// Two of one letter in sight would only move the focus about.
TEST_F(Window, NoTwoControlsInSightShareALetter) {
  MainWindow window;
  const auto letter = [](const QString& text) {
    return QKeySequence::mnemonic(text).toString(QKeySequence::PortableText);
  };
  QStringList always;
  for (QAction* menu : window.menuBar()->actions()) always << letter(menu->text());
  QTabWidget* tabs = window.pages().tabs;
  for (int page = 0; page < tabs->count(); ++page) always << letter(tabs->tabText(page));
  EXPECT_EQ(always.size(), 11);
  for (int page = 0; page < tabs->count(); ++page) {
    QStringList letters = always;
    for (auto* button : tabs->widget(page)->findChildren<QAbstractButton*>()) {
      letters << letter(button->text());
    }
    for (auto* label : tabs->widget(page)->findChildren<QLabel*>()) {
      if (label->buddy() != nullptr) letters << letter(label->text());
    }
    letters.removeAll(QString());
    EXPECT_EQ(letters.removeDuplicates(), 0) << tabs->tabText(page).toStdString();
  }
}

TEST(Theme, ContrastIsThatOfWcag) {
  EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 1e-9);
  EXPECT_NEAR(contrast(QColor(0x76, 0x76, 0x76), Qt::white), 4.54, 0.01);
}

TEST(Theme, TextIsLegible) {
  for (const QPalette& palette : {lightPalette(), darkPalette()}) {
    const Theme theme = themeOf(palette);
    for (const QColor& ground : {theme.page, theme.panel, palette.color(QPalette::Window)}) {
      EXPECT_GE(contrast(theme.ink, ground), 7);
      EXPECT_GE(contrast(theme.quiet, ground), 4.5);
      EXPECT_GE(contrast(theme.alarm, ground), 4.5);
      EXPECT_GE(contrast(theme.good, ground), 4.5);
    }
    EXPECT_GE(contrast(palette.color(QPalette::HighlightedText), theme.selection), 4.5);
    for (const QColor& kind : theme.kinds) EXPECT_GE(contrast(inkOn(kind), kind), 4.5);
  }
}

}  // namespace
}  // namespace tessera::gui
