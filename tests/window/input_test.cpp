#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>
#include <atomic>

#include "gui/views/main_window.h"
#include "gui/workers/worker.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

/// Clicks as a user's hand does, through the X server.
class Hand {
 public:
  ~Hand() { rest(); }

  /// After a tenth of a second: what is started next is under way by then.
  void click(const QWidget& widget, QPoint at) {
    rest();
    const QPoint place = widget.mapToGlobal(at);
    xdotool_.start(QStringLiteral(TESSERA_XDOTOOL),
                   {QStringLiteral("sleep"), QStringLiteral("0.1"), QStringLiteral("mousemove"),
                    QString::number(place.x()), QString::number(place.y()), QStringLiteral("click"),
                    QStringLiteral("1")});
    EXPECT_TRUE(xdotool_.waitForStarted());
  }
  void click(const QWidget& widget) { click(widget, widget.rect().center()); }

 private:
  void rest() {
    if (xdotool_.state() == QProcess::NotRunning) return;
    EXPECT_TRUE(xdotool_.waitForFinished());
  }

  QProcess xdotool_;
};

/// Lets the application work as it does for a user, until `done` or for so many milliseconds.
void execUntil(const std::function<bool()>& done, int most) {
  QTimer looks;
  QObject::connect(&looks, &QTimer::timeout, [&] {
    if (done()) QApplication::exit();
  });
  looks.start(5);
  QTimer::singleShot(most, &looks, [] { QApplication::exit(); });
  QApplication::exec();
}

/// A window with a Cancel button and a bar of what a worker tells.
class FloodedWindow : public QWidget {
 public:
  FloodedWindow() {
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(&cancel);
    rows->addWidget(&bar);
    bar.setRange(0, 1000);
    QObject::connect(&worker, &Worker::progressed, &bar, [this](qulonglong done, qulonglong) {
      bar.setValue(static_cast<int>(done % 1000));
    });
    resize(400, 200);
    show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(this));
  }

  QPushButton cancel{QStringLiteral("Cancel")};
  QProgressBar bar;
  Worker worker;
};

/// A click is heard while work tells its progress without a pause, for 10 s at most.
TEST(Input, IsHeardWhileWorkTellsItsProgress) {
  FloodedWindow window;
  std::atomic<bool> works = true;
  bool heard = false;
  Hand hand;
  QObject::connect(&window.cancel, &QPushButton::clicked, [&] {
    heard = works;
    window.worker.cancel();
  });
  hand.click(window.cancel);
  window.worker.start([&](const Job& job) {
    QElapsedTimer timer;
    timer.start();
    for (std::size_t done = 1; !job.stopped() && timer.elapsed() < 10'000; ++done) {
      job.progress(done, 1'000'000'000);
    }
    works = false;
  });
  execUntil([&] { return !window.worker.busy(); }, 60'000);
  EXPECT_TRUE(heard);
}

/// An architecture of so many operators on large maps that its search takes seconds.
QByteArray longArchitecture() {
  QJsonArray layers;
  for (int i = 0; i < 80; ++i) {
    layers.append(QJsonObject{{QStringLiteral("separable"),
                               QJsonObject{{QStringLiteral("name"), QStringLiteral("b%1").arg(i)},
                                           {QStringLiteral("out"), 4},
                                           {QStringLiteral("kernel"), 3}}}});
  }
  return QJsonDocument(QJsonObject{{QStringLiteral("schema"), 1},
                                   {QStringLiteral("name"), QStringLiteral("long")},
                                   {QStringLiteral("source"), QStringLiteral("this test")},
                                   {QStringLiteral("input"), QJsonArray{4, 64, 64}},
                                   {QStringLiteral("layers"), layers}})
      .toJson();
}

/// The app's window with a search of 40,000 schedules under way, which real clicks began.
class SearchingWindow : public testing::Test {
 protected:
  SearchingWindow() {
    makeModel();
    window.openFile(model);
    window.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&window));
    EXPECT_TRUE(waitUntil([&] { return !window.document().busy(); }));
    window.pages().showView(QStringLiteral("search"));
    page().findChild<QSpinBox*>()->setValue(16);
    page().findChild<QCheckBox*>()->setChecked(true);
    QObject::connect(&page().model(), &SearchModel::progressed, &window, [this] { told = true; });
    execUntil([] { return false; }, 100);  // the page is laid out
    hand.click(button(QStringLiteral("Sea&rch")));
    execUntil([&] { return told; }, 60'000);
    EXPECT_TRUE(told) << "the click on Search";
  }

  void makeModel() {
    QFile architecture(folder.filePath(QStringLiteral("long.json")));
    ASSERT_TRUE(architecture.open(QIODevice::WriteOnly));
    architecture.write(longArchitecture());
    architecture.close();
    model = folder.filePath(QStringLiteral("long.onnx"));
    ASSERT_EQ(QProcess::execute(QStringLiteral(TESSERA_BINARY_DIR "/bin/tessera-make-sample"),
                                {architecture.fileName(), QStringLiteral("-o"), model}),
              0);
  }

  SearchPage& page() { return *window.pages().search; }
  QPushButton& button(const QString& words) {
    for (QPushButton* at : page().findChildren<QPushButton*>()) {
      if (at->text() == words) return *at;
    }
    ADD_FAILURE() << words.toStdString();
    return *page().findChild<QPushButton*>();
  }

  QTemporaryDir folder;
  QString model;
  MainWindow window;
  Hand hand;
  bool told = false;
};

TEST_F(SearchingWindow, EndsOnAClickOnCancel) {
  hand.click(button(QStringLiteral("Cancel")));
  execUntil([&] { return !page().busy(); }, 60'000);
  ASSERT_FALSE(page().busy());
  ASSERT_NE(page().model().found(), nullptr);
  EXPECT_FALSE(page().model().found()->report.result.complete());
}

TEST_F(SearchingWindow, ShowsAnotherPageOnAClick) {
  QTabBar* tabs = window.pages().tabs->tabBar();
  hand.click(*tabs, tabs->tabRect(0).center());
  execUntil([&] { return window.pages().currentView() != QStringLiteral("search"); }, 60'000);
  EXPECT_EQ(window.pages().currentView(), QStringLiteral("fit"));
  EXPECT_TRUE(page().busy()) << "heard before the search ended";
}

TEST_F(SearchingWindow, ClosesFromItsMenu) {
  QMenuBar* bar = window.menuBar();
  QMenu* file = bar->actions().front()->menu();
  hand.click(*bar, bar->actionGeometry(bar->actions().front()).center());
  execUntil([&] { return file->isVisible(); }, 60'000);
  ASSERT_TRUE(file->isVisible());
  hand.click(*file, file->actionGeometry(file->actions().back()).center());
  execUntil([&] { return !window.isVisible(); }, 60'000);
  EXPECT_FALSE(window.isVisible());
  EXPECT_TRUE(page().busy()) << "heard before the search ended";
}

}  // namespace
}  // namespace tessera::gui
