#include "gui/workers/worker.h"

#include <QMetaObject>
#include <exception>
#include <utility>

#include "core/error.h"

namespace tessera::gui {

void Job::deliver(std::function<void()> result) const {
  if (!stopped()) worker_->post(number_, std::move(result));
}

void Job::progress(std::size_t done, std::size_t total) const {
  deliver([worker = worker_, done, total] { Q_EMIT worker->progressed(done, total); });
}

Worker::Worker(QObject* parent) : QObject(parent), stop_(std::make_shared<std::atomic<bool>>()) {
  pool_.setMaxThreadCount(1);
}

Worker::~Worker() {
  stop_->store(true);
  pool_.waitForDone();
}

void Worker::start(std::function<void(const Job&)> work) {
  stop_->store(true);
  pool_.clear();
  stop_ = std::make_shared<std::atomic<bool>>(false);
  const Job job(this, ++number_, stop_);
  setBusy(true);
  pool_.start([this, job, number = number_, work = std::move(work)] {
    QString message;
    ErrorCode code = ErrorCode::internal;
    try {
      work(job);
    } catch (const Error& error) {
      message = QString::fromUtf8(error.what());
      code = error.code();
    } catch (const std::exception& error) {
      message = QString::fromUtf8(error.what());
    }
    post(number, [this, message, code] {
      setBusy(false);
      if (message.isEmpty()) {
        Q_EMIT finished();
      } else {
        Q_EMIT failed(message, static_cast<int>(code));
      }
    });
  });
}

void Worker::cancel() {
  stop_->store(true);
  pool_.clear();
  ++number_;
  setBusy(false);
}

void Worker::post(std::uint64_t number, std::function<void()> action) {
  QMetaObject::invokeMethod(
      this,
      [this, number, action = std::move(action)] {
        if (number == number_) action();
      },
      Qt::QueuedConnection);
}

void Worker::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  Q_EMIT busyChanged(busy);
}

}  // namespace tessera::gui
