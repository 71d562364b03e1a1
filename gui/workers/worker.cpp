#include "gui/workers/worker.h"

#include <QMetaObject>
#include <exception>

#include "core/error.h"

namespace tessera::gui {

void Job::deliver(std::function<void()> result) const {
  if (!stopped()) worker_->post(number_, std::move(result));
}

void Job::progress(std::size_t done, std::size_t total) const {
  if (!stopped()) worker_->note(number_, done, total);
}

Worker::Worker(QObject* parent)
    : QObject(parent),
      stop_(std::make_shared<std::atomic<bool>>(false)),
      thread_([this] { loop(); }) {
  clock_.setInterval(1000 / mostProgress);
  clock_.setTimerType(Qt::PreciseTimer);
  connect(&clock_, &QTimer::timeout, this, &Worker::tellProgress);
}

Worker::~Worker() {
  stop_->store(true);
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Worker::loop() {
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return closing_ || next_ != nullptr; });
      if (closing_) return;
      std::swap(work, next_);
    }
    work();
  }
}

void Worker::perform(const Job& job, const std::function<void(const Job&)>& work) {
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
  job.deliver([this, message, code] { finish(message, static_cast<int>(code)); });
}

void Worker::start(std::function<void(const Job&)> work) {
  stop_->store(true);
  stop_ = std::make_shared<std::atomic<bool>>(false);
  const Job job(this, ++number_, stop_);
  {
    const std::lock_guard lock(mutex_);
    next_ = [this, job, work = std::move(work)] { perform(job, work); };
  }
  wake_.notify_one();
  setBusy(true);
}

void Worker::cancel() {
  stop_->store(true);
  {
    const std::lock_guard lock(mutex_);
    next_ = nullptr;
  }
  ++number_;
  setBusy(false);
}

void Worker::post(std::uint64_t number, std::function<void()> action) {
  {
    const std::lock_guard lock(mutex_);
    inbox_.push_back({number, std::move(action)});
    if (inbox_.size() > 1) return;
  }
  // By name: a function object of ours would cross the threads inside Qt, unseen by
  // ThreadSanitizer.
  QMetaObject::invokeMethod(this, "drain", Qt::QueuedConnection);
}

void Worker::drain() {
  std::vector<Message> messages;
  {
    const std::lock_guard lock(mutex_);
    std::swap(messages, inbox_);
  }
  for (const Message& message : messages) {
    if (message.number == number_) message.action();
  }
}

void Worker::note(std::uint64_t number, std::size_t done, std::size_t total) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (number < progress_.number) return;
    first = number > progress_.number;
    // Threads that count together may arrive out of order.
    if (!first && total == progress_.total && done <= progress_.done) return;
    progress_ = {number, done, total, true};
  }
  if (first) post(number, [this] { tellProgress(); });
}

void Worker::tellProgress() {
  Progress now;
  {
    const std::lock_guard lock(mutex_);
    now = progress_;
    progress_.isNew = false;
  }
  if (now.isNew && now.number == number_) Q_EMIT progressed(now.done, now.total);
}

void Worker::finish(const QString& message, int code) {
  setBusy(false);
  if (message.isEmpty()) {
    Q_EMIT finished();
  } else {
    Q_EMIT failed(message, code);
  }
}

void Worker::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  if (busy) {
    clock_.start();
  } else {
    clock_.stop();
  }
  Q_EMIT busyChanged(busy);
}

}  // namespace tessera::gui
