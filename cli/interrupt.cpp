#include "cli/interrupt.h"

#include <csignal>

namespace tessera::cli {
namespace {

// A signal handler reaches nothing but an object of static storage.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void onInterrupt(int) {
  interrupted.store(true);
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() { std::signal(SIGINT, onInterrupt); }

InterruptGuard::~InterruptGuard() { std::signal(SIGINT, SIG_DFL); }

const std::atomic<bool>& InterruptGuard::stop() { return interrupted; }

}  // namespace tessera::cli
