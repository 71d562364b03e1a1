#pragma once

#include <atomic>

namespace tessera::cli {

/// While it lives, Ctrl-C sets `stop()` for good instead of ending the process; a second Ctrl-C
/// ends it.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// For as long as the process runs; set by the signal handler.
  static const std::atomic<bool>& stop();
};

}  // namespace tessera::cli
