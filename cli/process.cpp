#include "cli/process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace tessera::cli {
namespace {

constexpr std::size_t mostKept = 64 * 1024;
constexpr int notStarted = 127;

/// Never returns.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& folder,
                         int output) {
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  if (chdir(folder.c_str()) == 0) execvp(argv[0], argv.data());
  _exit(notStarted);
}

std::string readAll(int end) {
  std::string printed;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = read(end, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return printed;
    if (printed.size() < mostKept) printed.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

std::optional<Ended> runProgram(const std::vector<std::string>& words, const std::string& folder) {
  std::array<int, 2> ends{};
  if (words.empty() || pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) become(words, folder, ends[1]);
  close(ends[1]);
  Ended ended;
  if (child > 0) ended.printed = readAll(ends[0]);
  close(ends[0]);
  int status = 0;
  if (child < 0) return std::nullopt;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (ended.code == notStarted) return std::nullopt;
  return ended;
}

}  // namespace tessera::cli
