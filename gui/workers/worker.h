#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace tessera::gui {

class Worker;

/// What running work may do: look whether it should end, and send results and progress to the
/// thread of its worker. What outdated work sends is dropped.
class Job {
 public:
  Job(Worker* worker, std::uint64_t number, std::shared_ptr<std::atomic<bool>> stop)
      : worker_(worker), number_(number), stop_(std::move(stop)) {}

  const std::atomic<bool>& stop() const { return *stop_; }
  bool stopped() const { return stop_->load(std::memory_order_relaxed); }
  void deliver(std::function<void()> result) const;
  void progress(std::size_t done, std::size_t total) const;

 private:
  Worker* worker_;
  std::uint64_t number_;
  std::shared_ptr<std::atomic<bool>> stop_;
};

/// Runs work off the thread that it lives in, one piece at a time: starting anew tells the old work
/// to stop and forgets it. Waits for it when destroyed.
class Worker : public QObject {
  Q_OBJECT

 public:
  explicit Worker(QObject* parent = nullptr);
  ~Worker() override;

  /// `work` may throw `tessera::Error`, which `failed` tells. Everything that it delivers, and the
  /// signals, run in the worker's own thread.
  void start(std::function<void(const Job&)> work);
  void cancel();
  bool busy() const { return busy_; }

 Q_SIGNALS:
  void busyChanged(bool busy);
  void progressed(qulonglong done, qulonglong total);
  /// The line that the CLI would print, and its exit code (`ErrorCode`).
  void failed(const QString& message, int code);
  void finished();  ///< not when cancelled or outdated

 private:
  friend class Job;
  void post(std::uint64_t number, std::function<void()> action);
  void setBusy(bool busy);

  QThreadPool pool_;
  std::shared_ptr<std::atomic<bool>> stop_;
  std::uint64_t number_ = 0;
  bool busy_ = false;
};

}  // namespace tessera::gui
