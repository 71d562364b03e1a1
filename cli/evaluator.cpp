#include "cli/evaluator.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <string_view>
#include <thread>

#include "core/architecture/architecture_json_write.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostPrinted = 64 * 1024;
constexpr std::size_t mostQuoted = 120;

/// What one run of the command came to.
struct Reply {
  std::string printed;
  std::string failure;  ///< empty where it ended well
};

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw Error(ErrorCode::input, "no pipe to the evaluator can be made", {}, "close some files");
    }
    read = ends[0];
    write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    closeRead();
    closeWrite();
  }
  void closeRead() { shut(read); }
  void closeWrite() { shut(write); }

 private:
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
};

/// A shell with the command, in a process group of its own.
pid_t started(const std::string& command, const Pipe& in, const Pipe& out) {
  const pid_t child = fork();
  if (child < 0) {
    throw Error(ErrorCode::input, "the evaluator cannot be started", command,
                "close some programs");
  }
  if (child > 0) return child;
  setpgid(0, 0);
  dup2(in.read, STDIN_FILENO);
  dup2(out.write, STDOUT_FILENO);
  signal(SIGPIPE, SIG_DFL);
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

/// Hands the text to the command and takes what it prints, until it has said all or time is over.
class Talk {
 public:
  Talk(std::string_view text, Pipe& in, Pipe& out, Clock::time_point end)
      : text_(text), in_(in), out_(out), end_(end) {
    fcntl(in_.write, F_SETFL, O_NONBLOCK);
  }

  /// False where time was over.
  bool run(std::string& printed) {
    while (out_.read >= 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now());
      if (left.count() <= 0) return false;
      std::array<pollfd, 2> ends{{{out_.read, POLLIN, 0}, {in_.write, POLLOUT, 0}}};
      if (poll(ends.data(), in_.write >= 0 ? 2 : 1, static_cast<int>(left.count())) <= 0) continue;
      if (in_.write >= 0 && ends[1].revents != 0) hand();
      if (ends[0].revents != 0) take(printed);
    }
    return true;
  }

 private:
  void hand() {
    const ssize_t count = write(in_.write, text_.data(), text_.size());
    if (count > 0) text_.remove_prefix(static_cast<std::size_t>(count));
    if (text_.empty() || (count < 0 && errno != EAGAIN)) in_.closeWrite();
  }
  void take(std::string& printed) {
    std::array<char, 4096> buffer{};
    const ssize_t count = read(out_.read, buffer.data(), buffer.size());
    if (count <= 0) return out_.closeRead();
    if (printed.size() < mostPrinted)
      printed.append(buffer.data(), static_cast<std::size_t>(count));
  }

  std::string_view text_;
  Pipe& in_;
  Pipe& out_;
  Clock::time_point end_;
};

/// How the command ended; -1 where it did not until then, and was killed with all that it started.
int endOf(pid_t child, Clock::time_point end) {
  constexpr std::chrono::milliseconds pause{2};
  int status = 0;
  for (;;) {
    if (waitpid(child, &status, WNOHANG) == child) return status;
    if (Clock::now() >= end) break;
    std::this_thread::sleep_for(pause);
  }
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return -1;
}

Reply replyOf(const Evaluator& evaluator, const std::string& json) {
  const bool limited = evaluator.timeout.count() > 0;
  const auto end = Clock::now() + (limited ? evaluator.timeout : std::chrono::hours(24 * 365));
  const std::string tooLong =
      fmt::format("took longer than {} s", static_cast<double>(evaluator.timeout.count()) / 1000.0);
  Reply reply;
  Pipe in, out;
  const pid_t child = started(evaluator.command, in, out);
  in.closeRead();
  out.closeWrite();
  if (!Talk(json, in, out, end).run(reply.printed)) reply.failure = tooLong;
  in.closeWrite();
  const int status = endOf(child, reply.failure.empty() ? end : Clock::now());
  if (status < 0) reply.failure = tooLong;
  if (!reply.failure.empty()) return reply;
  if (WIFSIGNALED(status)) reply.failure = fmt::format("ended by signal {}", WTERMSIG(status));
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
    reply.failure = fmt::format("exit code {}", WEXITSTATUS(status));
  }
  return reply;
}

/// The number that the text is, blanks around it left out. Throws Error(input) where it is none.
double numberIn(const std::string& command, const std::string& printed) {
  std::string_view text = printed;
  const std::string_view blanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  while (!text.empty() && blanks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && std::isfinite(value))
    return value;
  throw Error(ErrorCode::input,
              text.empty() ? "the evaluator printed nothing"
                           : "the evaluator printed \"" +
                                 oneLine(std::string(text.substr(0, mostQuoted))) + "\"",
              command, "it must print one number for the architecture on its stdin");
}

}  // namespace

std::vector<std::optional<double>> evaluated(const Evaluator& evaluator,
                                             const std::vector<arch::Architecture>& networks) {
  std::vector<Reply> replies(networks.size());
  signal(SIGPIPE, SIG_IGN);
  tbb::task_arena side(static_cast<int>(evaluator.jobs));
  side.execute([&] {
    tbb::parallel_for(std::size_t{0}, networks.size(), [&](std::size_t i) {
      replies[i] = replyOf(evaluator, arch::architectureJson(networks[i]));
    });
  });
  std::vector<std::optional<double>> scores;
  std::map<std::string, std::size_t> failures;
  for (const Reply& reply : replies) {
    scores.emplace_back();
    if (reply.failure.empty()) scores.back() = numberIn(evaluator.command, reply.printed);
    if (!reply.failure.empty()) ++failures[reply.failure];
  }
  const bool none = std::none_of(scores.begin(), scores.end(), [](auto& each) { return each; });
  if (none && !networks.empty()) {
    throw Error(ErrorCode::input,
                "the evaluator failed on each of " + std::to_string(networks.size()) +
                    " networks: " + failures.begin()->first,
                evaluator.command, "try it on one: tessera architecture model.onnx | CMD");
  }
  for (const auto& [failure, times] : failures) {
    fmt::print(stderr, "tessera: the evaluator failed on {} of {} networks: {}\n", times,
               networks.size(), failure);
  }
  return scores;
}

}  // namespace tessera::cli
