#include "gui/workers/worker.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QThread>

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
