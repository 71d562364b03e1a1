#include <QDialog>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <fstream>
#include <iterator>

#include "gui/views/export_view.h"
#include "gui/views/shapes_dialog.h"
#include "tests/window/app.h"

namespace tessera::gui {
namespace {

class Open : public App {
 protected:
  /// ResNet-8 with its height and width left open.
  QString symbolicModel() {
    std::ifstream file(test::sample("resnet8-int8.onnx"), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    // Extents 1, 3, 32 and 32 in the file's encoding; those of the image become names of no letter.
    const std::string known("\x0a\x02\x08\x01\x0a\x02\x08\x03\x0a\x02\x08\x20\x0a\x02\x08\x20", 16);
    const std::string unknown("\x0a\x02\x08\x01\x0a\x02\x08\x03\x0a\x02\x12\x00\x0a\x02\x12\x00",
                              16);
    const std::size_t at = bytes.find(known);
    EXPECT_NE(at, std::string::npos);
    bytes.replace(at, known.size(), unknown);
    const QString path = folder.filePath(QStringLiteral("open shapes.onnx"));
    std::ofstream(path.toStdString(), std::ios::binary) << bytes;
    return path;
  }

  ShapesDialog* dialog() {
    test::execUntil([&] { return window.findChild<ShapesDialog*>() != nullptr; }, 5000);
    return window.findChild<ShapesDialog*>();
  }

  QTemporaryDir folder;
};

TEST_F(Open, AReportIsShownAndNotAnEmptyPage) {
  const QString report = folder.filePath(QStringLiteral("report.json"));
  openSample("resnet8-int8.onnx");
  exportAs(*window.document().run(), TimelineAxis::steps, window, {}, report);
  MainWindow other;
  other.show();
  other.openFile(report);
  EXPECT_EQ(other.pages().currentView(), QStringLiteral("compare"));
  EXPECT_EQ(other.pages().compare->model().columnCount(), 1);
  EXPECT_TRUE(other.pages().compare->isVisible());
}

TEST_F(Open, TheProgramShowsAReportWithoutBeingToldThePage) {
  const QString report = folder.filePath(QStringLiteral("report.json"));
  openSample("resnet8-int8.onnx");
  exportAs(*window.document().run(), TimelineAxis::steps, window, {}, report);
  const auto picture = [&](const QString& name, const QStringList& view) {
    const QString file = folder.filePath(name);
    const QStringList words{report, QStringLiteral("--window"), QStringLiteral("--export"), file};
    EXPECT_EQ(
        QProcess::execute(QStringLiteral(TESSERA_BINARY_DIR "/bin/tessera-gui"), words + view), 0);
    return QImage(file);
  };
  const QImage shown = picture(QStringLiteral("a.png"), {});
  EXPECT_FALSE(shown.isNull());
  EXPECT_EQ(shown, picture(QStringLiteral("b.png"),
                           {QStringLiteral("--view"), QStringLiteral("compare")}));
}

TEST_F(Open, AsksForShapesAndRemembersThem) {
  const QString model = symbolicModel();
  window.openFile(model);
  ShapesDialog* asked = dialog();
  ASSERT_NE(asked, nullptr);
  auto* edit = asked->findChild<QLineEdit*>();
  auto* ok = asked->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
  EXPECT_EQ(edit->text(), QStringLiteral("1x3x?x?"));
  EXPECT_FALSE(ok->isEnabled());
  edit->setFocus();
  edit->selectAll();
  QTest::keyClicks(edit, QStringLiteral("1x3x32x32"));
  EXPECT_TRUE(ok->isEnabled());
  QTest::mouseClick(ok, Qt::LeftButton);
  settle();
  ASSERT_NE(window.document().run(), nullptr);
  EXPECT_TRUE(window.message().isEmpty()) << window.message().toStdString();
  MainWindow later;
  later.show();
  later.openFile(model);
  ASSERT_TRUE(test::waitUntil([&] { return !later.document().busy(); }));
  ASSERT_NE(later.document().run(), nullptr);
  EXPECT_EQ(later.document().run()->settings.inputShapes.size(), 1U);
}

TEST_F(Open, AnErrorOffersTheWayOutAndKeepsTheRun) {
  openSample("resnet8-int8.onnx");
  const gui::Run before = window.document().run();
  window.openFile(symbolicModel());
  ShapesDialog* asked = dialog();
  ASSERT_NE(asked, nullptr);
  QTest::keyClick(asked, Qt::Key_Escape);
  settle();
  EXPECT_EQ(window.document().run(), before);
  auto* bar = window.findChild<MessageBar*>();
  EXPECT_TRUE(bar->isVisible());
  QTest::mouseClick(&button(QStringLiteral("Give the shapes\u2026"), *bar), Qt::LeftButton);
  EXPECT_NE(dialog(), nullptr);
}

TEST_F(Open, ARunThatCannotBeLeadsBackToTheOneShown) {
  openSample("resnet8-int8.onnx");
  const gui::Run before = window.document().run();
  set([](RunSettings& settings) { settings.schedule = "patch:4x4@nowhere"; });
  auto* bar = window.findChild<MessageBar*>();
  ASSERT_TRUE(bar->isVisible());
  EXPECT_EQ(window.document().run(), before);
  QTest::mouseClick(&button(QStringLiteral("Back to what is shown"), *bar), Qt::LeftButton);
  EXPECT_FALSE(bar->isVisible());
  EXPECT_EQ(window.document().settings(), before->settings);
}

TEST_F(Open, EveryErrorHasAWayOut) {
  openSample("resnet8-int8.onnx");
  auto* bar = window.findChild<MessageBar*>();
  const auto offered = [&] { return bar->findChild<QPushButton*>()->isVisible(); };
  for (const QString& file : {test::samplePath("README.md"), QStringLiteral("/nowhere/net.onnx"),
                              folder.filePath(QStringLiteral("wrong.json"))}) {
    std::ofstream(folder.filePath(QStringLiteral("wrong.json")).toStdString()) << "{ not json";
    QTest::keyClick(&window, Qt::Key_Escape);
    ASSERT_FALSE(bar->isVisible());
    open(file);
    EXPECT_TRUE(bar->isVisible()) << file.toStdString();
    EXPECT_TRUE(offered()) << file.toStdString();
    EXPECT_NE(window.document().run(), nullptr);
  }
}

TEST_F(Open, EverythingAboutARuntimeCanBeWritten) {
  openSample("resnet8-int8.onnx");
  set([](RunSettings& settings) { settings.board = "NUCLEO-F446RE"; });
  const auto write = [&](const char* field, const char* words) {
    auto& edit = called<QLineEdit>(QString::fromLatin1(field), window);
    edit.setFocus();
    edit.selectAll();
    QTest::keyClicks(&edit, QString::fromLatin1(words));
    QTest::keyClick(&edit, Qt::Key_Return);
    settle();
  };
  write("Clock", "90MHz");
  write("Rules", "elementwise_in_place=yes");
  write("Rewrites", "-fuse-pad");
  write("Version", "8.1");
  write("SRAM", "64KiB");
  write("Steps", "planner=5000 order=7");
  const RunSettings& settings = window.document().run()->settings;
  EXPECT_EQ(settings.clock, Hertz(90'000'000));
  EXPECT_EQ(settings.engineVersion, "8.1");
  EXPECT_EQ(settings.sram, Bytes(65'536));
  EXPECT_EQ(settings.limits.planSteps, 5000);
  EXPECT_EQ(settings.limits.orderSteps, 7);
  EXPECT_EQ(settings.switches, std::vector<std::string>{"elementwise_in_place=yes"});
  EXPECT_EQ(settings.rewritesNotMade, std::vector<std::string>{"fuse-pad"});
  write("Rules", "nonsense=1");
  EXPECT_FALSE(window.message().isEmpty());
  EXPECT_EQ(window.document().run()->settings, settings);
}

}  // namespace
}  // namespace tessera::gui
