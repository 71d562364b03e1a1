#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace tessera::cli {
namespace {

constexpr std::size_t barWidth = 30;
constexpr std::chrono::milliseconds shortestShow{100};

bool stderrShowsProgress() {
  const char* term = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace

Progress::Progress(std::string what, Verbosity verbosity)
    : what_(std::move(what)), visible_(verbosity != Verbosity::quiet && stderrShowsProgress()) {}

Progress::~Progress() {
  if (visible_ && (drawn_ > 0 || shown_ != decltype(shown_){})) std::fputs("\r\x1b[K", stderr);
}

void Progress::update(std::size_t done, std::size_t total) {
  if (!visible_ || total == 0) return;
  const std::size_t percent = done * 100 / total;
  const std::lock_guard lock(mutex_);
  if (percent <= drawn_) return;
  drawn_ = percent;
  const std::size_t filled = percent * barWidth / 100;
  const std::string bar = std::string(filled, '#') + std::string(barWidth - filled, '.');
  std::fprintf(stderr, "\r%s [%s] %3zu %% of %zu", what_.c_str(), bar.c_str(), percent, total);
  std::fflush(stderr);
}

void Progress::show(const std::string& text) {
  if (!visible_) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < shortestShow) return;
  shown_ = now;
  std::fprintf(stderr, "\r\x1b[K%s: %s", what_.c_str(), text.c_str());
  std::fflush(stderr);
}

}  // namespace tessera::cli
