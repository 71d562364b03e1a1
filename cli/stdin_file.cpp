#include "cli/stdin_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <vector>

#include "core/error.h"
#include "importers/importer.h"

namespace tessera::cli {
namespace {

constexpr std::size_t blockSize = std::size_t{64} << 10U;
constexpr std::size_t largestModel = std::size_t{2} << 30U;  ///< no protobuf is larger

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

/// Stdin to the block's end, less only where stdin ends; 0 at its end.
std::size_t readBlock(std::vector<char>& block, std::size_t atLeast) {
  std::size_t count = 0;
  while (count < atLeast) {
    const ssize_t more = read(STDIN_FILENO, block.data() + count, block.size() - count);
    if (more < 0 && errno != EINTR) fail(errno);
    if (more == 0) break;
    if (more > 0) count += static_cast<std::size_t>(more);
  }
  return count;
}

/// Whoever pipes something else in is told so before it is all in memory.
void checkHead(const std::vector<char>& block, std::size_t count) {
  if (count == 0) return;
  checkModelHead(std::as_bytes(std::span(block).first(std::min(count, modelHeadBytes))), "stdin",
                 "pipe a complete .onnx or .tflite file into it");
}

}  // namespace

std::string stdinAsFile() {
  const int file = memfd_create("model", MFD_CLOEXEC);
  if (file < 0) fail(errno);
  std::vector<char> block(blockSize);
  std::size_t count = readBlock(block, modelHeadBytes);
  checkHead(block, count);
  for (std::size_t all = 0; count > 0; count = readBlock(block, 1)) {
    all += count;
    if (all > largestModel) {
      throw Error(ErrorCode::input, "more than 2 GiB", "stdin", "no model is as large");
    }
    writeAll(file, block.data(), count);
  }
  return "/proc/self/fd/" + std::to_string(file);
}

}  // namespace tessera::cli
