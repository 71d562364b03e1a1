#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/search_end.h"
#include "sim/memory/planner.h"

namespace tessera {

/// Tells a search when to stop: at the limit of work, at the deadline, or when somebody sets the
/// flag. Once it has said so it does not change its mind. Cheap enough to ask every microsecond.
class Stopper {
 public:
  explicit Stopper(const PlanOptions& options)
      : flag_(options.stop),
        most_(options.workLimit > 0 ? options.workLimit : UINT64_MAX),
        end_(options.deadline) {}

  bool stopped() {
    if (reason_) return true;
    if (++asked_ >= most_) reason_ = SearchEnd::steps;
    return reason_ || (asked_ % 32 == 0 && stoppedNow());
  }

  /// The same, with a look at the clock and the flag in any case.
  bool stoppedNow() {
    if (reason_) return true;
    if (flag_ != nullptr && flag_->load(std::memory_order_relaxed)) reason_ = SearchEnd::stopped;
    if (end_ && std::chrono::steady_clock::now() >= *end_) reason_ = SearchEnd::time;
    return reason_.has_value();
  }

  /// Why it has said so; nothing as long as it has not.
  std::optional<SearchEnd> reason() const { return reason_; }

 private:
  const std::atomic<bool>* flag_;
  std::uint64_t most_;
  std::optional<std::chrono::steady_clock::time_point> end_;
  std::uint64_t asked_ = 0;
  std::optional<SearchEnd> reason_;
};

}  // namespace tessera
