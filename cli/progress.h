#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

#include "cli/terminal.h"

namespace tessera::cli {

/// A progress bar on stderr; silent where stderr is no terminal, TERM is dumb or quiet is wished.
/// Removed from the screen at the end of its life, so that nothing of it stays behind.
class Progress {
 public:
  explicit Progress(std::string what, Verbosity verbosity);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// May be called from any thread; draws when a percent is gained.
  void update(std::size_t done, std::size_t total);

  /// Shows `text` behind what is being done, instead of a bar, at most ten times a second. May be
  /// called from any thread.
  void show(const std::string& text);

 private:
  std::string what_;
  bool visible_ = false;
  std::mutex mutex_;
  std::size_t drawn_ = 0;                        // percent, 0 before the first drawing
  std::chrono::steady_clock::time_point shown_;  // the epoch before the first text
};

}  // namespace tessera::cli
