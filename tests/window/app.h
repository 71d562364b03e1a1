#pragma once

#include <gtest/gtest.h>

#include <QProcess>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <string>

#include "gui/models/qt_text.h"
#include "gui/views/main_window.h"
#include "tests/gui/support.h"
#include "tests/window/hand.h"

namespace tessera::gui {

/// The app's window, exposed and active, for hands and keys.
class App : public testing::Test {
 protected:
  App() {
    QSettings().clear();
    window.pages().showView(QStringLiteral("memory"));  // Fit answers for seconds where it is seen
    window.resize(1360, 900);
    window.show();
    window.activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
  }

  void settle() {
    EXPECT_TRUE(test::waitUntil([&] { return !window.document().busy(); }));
    EXPECT_TRUE(test::waitUntil([&] { return window.pages().settled(); }));
    test::execUntil([] { return false; }, 30);  // what changed is laid out
  }

  void open(const QString& path) {
    window.openFile(path);
    settle();
  }
  void openSample(const std::string& sample) { open(test::samplePath(sample)); }

  void set(const std::function<void(RunSettings&)>& change) {
    RunSettings settings = window.document().settings();
    change(settings);
    window.document().setSettings(settings);
    settle();
  }

  /// MobileNetV2 in patches that its runtime keeps too much beside, as issue 18 tells it.
  void openWhatDoesNotFit() {
    openSample("mbv2-w0.35-r144-int8.onnx");
    set([](RunSettings& settings) {
      settings.schedule = "patch:4x4@auto";
      settings.runtime = "tflm";
      settings.board = "NUCLEO-F446RE";
    });
  }

  /// By a click on its tab.
  void show(const QString& view) {
    QTabBar* tabs = window.pages().tabs->tabBar();
    const int at = window.pages().tabs->indexOf(window.pages().view(view));
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(at).center());
    settle();
    EXPECT_EQ(window.pages().currentView(), view);
  }

  template <class Widget>
  Widget& called(const QString& name, QWidget& in) {
    for (auto* widget : in.findChildren<Widget*>()) {
      if (widget->accessibleName() == name) return *widget;
    }
    ADD_FAILURE() << "no widget is called " << name.toStdString();
    return *in.findChild<Widget*>();
  }

  QPushButton& button(const QString& words, QWidget& in) {
    for (auto* at : in.findChildren<QPushButton*>()) {
      if (at->text() == words) return *at;
    }
    ADD_FAILURE() << "no button says " << words.toStdString();
    return *in.findChild<QPushButton*>();
  }

  void search() {
    show(QStringLiteral("search"));
    QTest::mouseClick(&button(QStringLiteral("Sea&rch"), *window.pages().search), Qt::LeftButton);
    settle();
    ASSERT_NE(window.pages().search->model().found(), nullptr);
  }

  /// The texts of the strip above all pages.
  QStringList headline() {
    QStringList words;
    for (const auto& line : window.findChild<HeadlineStrip*>()->lines()) words << line.shown;
    return words;
  }

  MainWindow window;
};

}  // namespace tessera::gui
