#include "gui/workers/worker.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QThread>
#include <atomic>
#include <vector>

#include "core/error.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

TEST(Worker, DeliversInItsOwnThread) {
  Worker worker;
  QThread* delivered = nullptr;
  QThread* worked = nullptr;
  worker.start([&](const Job& job) {
    worked = QThread::currentThread();
    job.deliver([&] { delivered = QThread::currentThread(); });
  });
  EXPECT_TRUE(worker.busy());
  ASSERT_TRUE(waitUntil([&] { return !worker.busy(); }));
  EXPECT_EQ(delivered, QThread::currentThread());
  EXPECT_NE(worked, QThread::currentThread());
}

TEST(Worker, TellsWhatFailedAsTheCliDoes) {
  Worker worker;
  QSignalSpy failures(&worker, &Worker::failed);
  worker.start([](const Job&) { throw Error(ErrorCode::input, "is torn", "a.onnx", "mend it"); });
  ASSERT_TRUE(waitUntil([&] { return failures.count() == 1; }));
  EXPECT_EQ(failures[0][0].toString(), QStringLiteral("a.onnx: is torn; mend it"));
  EXPECT_EQ(failures[0][1].toInt(), 3);
  EXPECT_FALSE(worker.busy());
}

TEST(Worker, ForgetsOutdatedWork) {
  Worker worker;
  int delivered = 0;
  worker.start([&](const Job& job) {
    while (!job.stopped()) QThread::msleep(1);
    job.deliver([&] { delivered = 1; });
  });
  worker.start([&](const Job& job) { job.deliver([&] { delivered = 2; }); });
  ASSERT_TRUE(waitUntil([&] { return !worker.busy(); }));
  EXPECT_EQ(delivered, 2);
}

/// Counts up as fast as it can until it is stopped, for so many milliseconds at most.
void countQuickly(const Job& job, qint64 most) {
  constexpr std::size_t total = 1'000'000'000;
  QElapsedTimer timer;
  timer.start();
  for (std::size_t done = 1; !job.stopped() && timer.elapsed() < most; ++done) {
    job.progress(done, total);
  }
}

/// Events that an object gets, whatever they lead to.
class EventCount : public QObject {
 public:
  explicit EventCount(QObject& watched) { watched.installEventFilter(this); }
  bool eventFilter(QObject*, QEvent*) override {
    ++count;
    return false;
  }
  qint64 count = 0;
};

TEST(Worker, QuickProgressIsTwentyEventsASecondAtMost) {
  Worker worker;
  const EventCount events(worker);
  QSignalSpy progress(&worker, &Worker::progressed);
  QElapsedTimer timer;
  timer.start();
  worker.start([](const Job& job) { countQuickly(job, 400); });
  ASSERT_TRUE(waitUntil([&] { return !worker.busy(); }));
  const qint64 most = timer.elapsed() * Worker::mostProgress / 1000 + 2;
  EXPECT_GT(progress.count(), 0);
  EXPECT_LE(progress.count(), most);
  EXPECT_LE(events.count, 2) << "the first progress and the end of the work";
}

TEST(Worker, ProgressOnlyRises) {
  Worker worker;
  std::vector<qulonglong> told;
  std::atomic<std::size_t> heard = 0;
  QObject::connect(&worker, &Worker::progressed, &worker, [&](qulonglong done, qulonglong) {
    told.push_back(done);
    heard = told.size();
  });
  worker.start([&](const Job& job) {
    job.progress(2, 3);
    job.progress(1, 3);
    while (heard < 1 && !job.stopped()) QThread::msleep(1);
    job.progress(3, 3);
    while (heard < 2 && !job.stopped()) QThread::msleep(1);
  });
  ASSERT_TRUE(waitUntil([&] { return !worker.busy(); }));
  EXPECT_EQ(told, (std::vector<qulonglong>{2, 3}));
}

TEST(Worker, ManyResultsWaitBehindOneEvent) {
  Worker worker;
  const EventCount events(worker);
  int delivered = 0;
  std::atomic<bool> done = false;
  worker.start([&](const Job& job) {
    for (int i = 0; i < 100; ++i) job.deliver([&] { ++delivered; });
    done = true;
    while (!job.stopped()) QThread::msleep(1);
  });
  while (!done) QThread::msleep(1);
  QCoreApplication::processEvents();
  EXPECT_EQ(delivered, 100);
  EXPECT_EQ(events.count, 1);
}

TEST(Worker, CancelledWorkIsSilent) {
  Worker worker;
  QSignalSpy finished(&worker, &Worker::finished);
  QSignalSpy failures(&worker, &Worker::failed);
  worker.start([](const Job& job) {
    while (!job.stopped()) QThread::msleep(1);
    throw Error(ErrorCode::interrupted, "stopped");
  });
  worker.cancel();
  EXPECT_FALSE(worker.busy());
  QThread::msleep(20);
  QCoreApplication::processEvents();
  EXPECT_EQ(finished.count() + failures.count(), 0);
}

TEST(Worker, WaitsForItsWorkWhenDestroyed) {
  std::atomic<bool> begun = false;
  std::atomic<bool> ended = false;
  {
    Worker worker;
    worker.start([&](const Job& job) {
      begun = true;
      while (!job.stopped()) QThread::msleep(1);
      ended = true;
    });
    ASSERT_TRUE(waitUntil([&] { return begun.load(); }));
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace tessera::gui
