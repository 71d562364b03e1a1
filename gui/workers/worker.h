#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

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
  /// Cheap: may be called as often as work is done, and from any thread.
  void progress(std::size_t done, std::size_t total) const;

 private:
  Worker* worker_;
  std::uint64_t number_;
  std::shared_ptr<std::atomic<bool>> stop_;
};

/// Runs work in a thread of its own, one piece at a time: starting anew tells the old work to stop
/// and forgets it. Waits for it when destroyed.
///
/// Work posts no more than its first progress: Qt hands out events until none is left before it
/// looks for input, so that steady events would keep mouse and keys waiting. A timer fetches the
/// newest count.
///
/// A std::thread and a std::mutex, not Qt's pool: Debian's Qt is built without ThreadSanitizer,
/// which then sees no order between the threads.
class Worker : public QObject {
  Q_OBJECT

 public:
  static constexpr int mostProgress = 20;

  explicit Worker(QObject* parent = nullptr);
  ~Worker() override;

  /// `work` may throw `tessera::Error`, which `failed` tells. Everything that it delivers, and the
  /// signals, run in the worker's own thread.
  void start(std::function<void(const Job&)> work);
  void cancel();
  bool busy() const { return busy_; }

 Q_SIGNALS:
  void busyChanged(bool busy);
  /// The first at once, then at most `mostProgress` times a second; the rest is left out.
  void progressed(qulonglong done, qulonglong total);
  /// The line that the CLI would print, and its exit code (`ErrorCode`).
  void failed(const QString& message, int code);
  void finished();  ///< not when cancelled or outdated

 private:
  friend class Job;
  struct Message {
    std::uint64_t number;
    std::function<void()> action;
  };

  struct Progress {
    std::uint64_t number = 0;
    std::size_t done = 0;
    std::size_t total = 0;
    bool isNew = false;  ///< not told yet
  };

  void loop();
  void perform(const Job& job, const std::function<void(const Job&)>& work);
  void post(std::uint64_t number, std::function<void()> action);
  Q_INVOKABLE void drain();
  void note(std::uint64_t number, std::size_t done, std::size_t total);
  void tellProgress();
  void finish(const QString& message, int code);
  void setBusy(bool busy);

  std::mutex mutex_;  ///< guards what follows, up to the empty line
  std::condition_variable wake_;
  std::function<void()> next_;
  std::vector<Message> inbox_;  // not empty: an event to drain it is on its way
  Progress progress_;
  bool closing_ = false;

  std::shared_ptr<std::atomic<bool>> stop_;
  std::uint64_t number_ = 0;
  bool busy_ = false;
  QTimer clock_;  ///< runs while work does
  std::thread thread_;
};

}  // namespace tessera::gui
