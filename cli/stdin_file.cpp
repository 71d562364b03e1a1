#include "cli/stdin_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <span>
#include <system_error>
#include <vector>

#include "core/error.h"
#include "importers/importer.h"

namespace tessera::cli {
namespace {

constexpr std::size_t blockSize = std::size_t{64} << 10U;
constexpr std::size_t largestModel = std::size_t{2} << 30U;  ///< no protobuf is larger

[[noreturn]] void fail(int reason, const std::string& name = "stdin") {
  throw Error(ErrorCode::input, std::string("cannot read the model: ") + std::strerror(reason),
              name, "pipe a model into it, or name a file");
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

/// What is read to its end into memory.
struct Source {
  int file = STDIN_FILENO;
  std::string name = "stdin";  ///< what errors call it
};

/// The source to the block's end, less only where it ends; 0 at its end.
std::size_t readBlock(const Source& source, std::vector<char>& block, std::size_t atLeast) {
  std::size_t count = 0;
  while (count < atLeast) {
    const ssize_t more = read(source.file, block.data() + count, block.size() - count);
    if (more < 0 && errno != EINTR) fail(errno, source.name);
    if (more == 0) break;
    if (more > 0) count += static_cast<std::size_t>(more);
  }
  return count;
}

using Head = std::span<const char>;

/// Whoever pipes something else in is told so before it is all in memory.
void checkHead(Head head) {
  if (head.empty()) return;
  checkModelHead(std::as_bytes(head.first(std::min(head.size(), modelHeadBytes))), "stdin",
                 "pipe a complete .onnx or .tflite file into it");
}

/// A file in memory that has all of the source, whose beginning is shown to `check` first.
template <class Check>
std::string inMemory(const Source& source, const Check& check) {
  const int file = memfd_create("model", MFD_CLOEXEC);
  if (file < 0) fail(errno, source.name);
  std::vector<char> block(blockSize);
  std::size_t count = readBlock(source, block, modelHeadBytes);
  check(Head(block).first(count));
  for (std::size_t all = 0; count > 0; count = readBlock(source, block, 1)) {
    all += count;
    if (all > largestModel) {
      throw Error(ErrorCode::input, "more than 2 GiB", source.name, "no model is as large");
    }
    writeAll(file, block.data(), count);
  }
  return "/proc/self/fd/" + std::to_string(file);
}

}  // namespace

std::string stdinAsFile() { return inMemory({}, checkHead); }

bool isPipe(const std::string& path) {
  std::error_code failed;
  return path == "-" || std::filesystem::is_fifo(path, failed);
}

std::string pipeAsFile(const std::string& path) {
  const auto take = [](Head) {};
  if (path == "-") return inMemory({}, take);
  const int pipe = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (pipe < 0) fail(errno, path);
  const std::string file = inMemory({pipe, path}, take);
  close(pipe);
  return file;
}

}  // namespace tessera::cli
