#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QMenuBar>
#include <QMouseEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <atomic>
#include <chrono>
#include <optional>

#include "gui/views/main_window.h"
#include "gui/workers/worker.h"
#include "tests/gui/support.h"
#include "tests/window/hand.h"
#include "tests/window/long_model.h"

namespace tessera::gui {
namespace {

using test::execUntil;
using test::Hand;
using test::waitUntil;

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

/// Since the X server saw an event until it is handled, in milliseconds.
class Latency : public QObject {
 public:
  explicit Latency(QObject& watched) { watched.installEventFilter(this); }
  std::optional<std::int64_t> taken;

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() != QEvent::MouseButtonRelease) return false;
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const auto seen = static_cast<const QMouseEvent*>(event)->timestamp();
    taken = std::chrono::duration_cast<std::chrono::milliseconds>(now).count() -
            static_cast<std::int64_t>(seen);
    return false;
  }
};

/// What the app promises its user.
constexpr std::int64_t mostLatency = 100;

/// The app's window with a search of 40,000 schedules under way, which real clicks began.
class SearchingWindow : public testing::Test {
 protected:
  SearchingWindow() {
    window.openFile(longModel(folder, 80));
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

  SearchPage& page() { return *window.pages().search; }
  QPushButton& button(const QString& words) {
    for (QPushButton* at : page().findChildren<QPushButton*>()) {
      if (at->text() == words) return *at;
    }
    ADD_FAILURE() << words.toStdString();
    return *page().findChild<QPushButton*>();
  }

  QTemporaryDir folder;
  MainWindow window;
  Hand hand;
  bool told = false;
};

TEST_F(SearchingWindow, EndsOnAClickOnCancel) {
  const Latency latency(button(QStringLiteral("Cancel")));
  hand.click(button(QStringLiteral("Cancel")));
  execUntil([&] { return latency.taken.has_value(); }, 60'000);
  ASSERT_TRUE(latency.taken);
  EXPECT_LT(*latency.taken, mostLatency);
  EXPECT_FALSE(button(QStringLiteral("Cancel")).isEnabled()) << "it is seen to be heard";
  RecordProperty("cancel_ms", static_cast<int>(*latency.taken));
  execUntil([&] { return !page().busy(); }, 60'000);
  ASSERT_FALSE(page().busy());
  ASSERT_NE(page().model().found(), nullptr);
  EXPECT_FALSE(page().model().found()->report.result.complete());
}

TEST_F(SearchingWindow, ShowsAnotherPageOnAClick) {
  QTabBar* tabs = window.pages().tabs->tabBar();
  const Latency latency(*tabs);
  hand.click(*tabs, tabs->tabRect(0).center());
  execUntil([&] { return window.pages().currentView() != QStringLiteral("search"); }, 60'000);
  EXPECT_EQ(window.pages().currentView(), QStringLiteral("fit"));
  EXPECT_LT(latency.taken.value_or(mostLatency), mostLatency);
  RecordProperty("switch_ms", static_cast<int>(latency.taken.value_or(-1)));
  EXPECT_TRUE(page().busy()) << "heard before the search ended";
}

TEST_F(SearchingWindow, ClosesFromItsMenu) {
  QMenuBar* bar = window.menuBar();
  QMenu* file = bar->actions().front()->menu();
  hand.click(*bar, bar->actionGeometry(bar->actions().front()).center());
  execUntil([&] { return file->isVisible(); }, 60'000);
  ASSERT_TRUE(file->isVisible());
  const Latency latency(*file);
  hand.click(*file, file->actionGeometry(file->actions().back()).center());
  execUntil([&] { return !window.isVisible(); }, 60'000);
  EXPECT_FALSE(window.isVisible());
  EXPECT_LT(latency.taken.value_or(mostLatency), mostLatency);
  RecordProperty("close_ms", static_cast<int>(latency.taken.value_or(-1)));
  EXPECT_TRUE(page().busy()) << "heard before the search ended";
}

}  // namespace
}  // namespace tessera::gui
