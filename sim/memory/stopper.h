#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "sim/memory/planner.h"

namespace tessera {

/// Tells a search when to stop: at the limit of work, at the time limit, counted from construction,
/// or when somebody sets the flag. Once it has said so it does not change its mind. Cheap enough to
/// ask every microsecond.
class Stopper {
 public:
  explicit Stopper(const PlanOptions& options)
      : flag_(options.stop),
        most_(options.workLimit > 0 ? options.workLimit : UINT64_MAX),
        limited_(options.timeLimit.count() > 0),
        end_(std::chrono::steady_clock::now() + options.timeLimit) {}

  bool stopped() {
    if (stopped_) return true;
    if (++asked_ >= most_) stopped_ = true;
    return stopped_ || (asked_ % 32 == 0 && stoppedNow());
  }

  /// The same, with a look at the clock and the flag in any case.
  bool stoppedNow() {
    if (flag_ != nullptr && flag_->load(std::memory_order_relaxed)) stopped_ = true;
    if (limited_ && std::chrono::steady_clock::now() >= end_) stopped_ = true;
    return stopped_;
  }

 private:
  const std::atomic<bool>* flag_;
  std::uint64_t most_;
  bool limited_;
  std::chrono::steady_clock::time_point end_;
  std::uint64_t asked_ = 0;
  bool stopped_ = false;
};

}  // namespace tessera
