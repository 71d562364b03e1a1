#include "core/read_text.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::size_t largest = std::size_t{256} << 20U;
constexpr std::size_t blockSize = std::size_t{64} << 10U;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File opened(const std::string& path) {
  if (path == "-") return {stdin, [](std::FILE*) { return 0; }};
  return {std::fopen(path.c_str(), "rb"), std::fclose};
}

}  // namespace

std::string readText(const std::string& path, const std::string& what, const std::string& hint) {
  const std::string where = path == "-" ? "stdin" : path;
  const auto fail = [&](const char* why) {
    throw Error(ErrorCode::input, "cannot read " + what + ": " + why, where, hint);
  };
  const File file = opened(path);
  if (file == nullptr) fail(std::strerror(errno));
  std::string text;
  std::vector<char> block(blockSize);
  for (;;) {
    const std::size_t count = std::fread(block.data(), 1, block.size(), file.get());
    if (std::ferror(file.get()) != 0) fail(std::strerror(errno));
    if (count == 0) return text;
    text.append(block.data(), count);
    if (text.size() > largest) fail("it has more than 256 MiB");
  }
}

}  // namespace tessera
