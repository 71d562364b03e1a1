#include "cli/stdin_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.h"

namespace tessera::cli {
namespace {

constexpr std::size_t blockSize = std::size_t{64} << 10U;

[[noreturn]] void fail(int reason) {
  throw Error(ErrorCode::input, std::string("cannot read the model: ") + std::strerror(reason),
              "stdin", "pipe a model into it, or name a file");
}

void writeAll(int file, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = write(file, bytes, count);
    if (written < 0 && errno != EINTR) fail(errno);
    if (written <= 0) continue;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
}

}  // namespace

std::string stdinAsFile() {
  const int file = memfd_create("model", MFD_CLOEXEC);
  if (file < 0) fail(errno);
  std::vector<char> block(blockSize);
  for (;;) {
    const ssize_t count = read(STDIN_FILENO, block.data(), block.size());
    if (count < 0 && errno != EINTR) fail(errno);
    if (count == 0) return "/proc/self/fd/" + std::to_string(file);
    if (count > 0) writeAll(file, block.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace tessera::cli
