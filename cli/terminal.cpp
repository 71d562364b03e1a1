#include "cli/terminal.h"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/error.h"

namespace tessera::cli {
namespace {

constexpr std::size_t usual = 100;
constexpr std::size_t widest = 160;
constexpr std::size_t narrowest = 60;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool localeIsUtf8() {
  std::setlocale(LC_CTYPE, "");
  const std::string codeset = nl_langinfo(CODESET);
  std::setlocale(LC_CTYPE, "C");
  return codeset == "UTF-8";
}

bool wantsColor(ColorWish wish, bool terminal) {
  if (wish != ColorWish::automatic) return wish == ColorWish::always;
  if (!variable("NO_COLOR").empty()) return false;
  const std::string force = variable("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  return terminal && variable("TERM") != "dumb";
}

/// Shells do not export COLUMNS: where it is there, somebody means it.
std::size_t stdoutWidth() {
  const std::string columns = variable("COLUMNS");
  std::size_t wanted = 0;
  const char* end = columns.data() + columns.size();
  const auto [at, error] = std::from_chars(columns.data(), end, wanted);
  if (error == std::errc{} && at == end) return std::clamp(wanted, narrowest, widest);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

namespace fs = std::filesystem;

/// A pipe or a device: renaming a file to its name would do away with it.
bool isSpecial(const fs::path& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// The file that a link leads to, which is written in the link's place.
fs::path behindLinks(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_symlink(path, failed)) return path;
  const fs::path target = fs::canonical(path, failed);
  return failed ? path : target;
}

bool writeInto(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return !file.fail();
}

/// Through a temporary name, so that a reader never sees half of it.
bool replaceFile(const fs::path& path, const std::string& text) {
  const fs::path temporary = path.string() + ".tmp" + std::to_string(static_cast<long>(getpid()));
  std::error_code failed;
  if (writeInto(temporary, text)) {
    const fs::file_status old = fs::status(path, failed);
    if (fs::exists(old)) fs::permissions(temporary, old.permissions(), failed);
    fs::rename(temporary, path, failed);
    if (!failed) return true;
  }
  fs::remove(temporary, failed);
  return false;
}

void writeFile(const fs::path& path, const std::string& text) {
  if (isSpecial(path) ? writeInto(path, text) : replaceFile(behindLinks(path), text)) return;
  throw Error(ErrorCode::input, "cannot write the output", path.string(),
              "check that the folder exists and may be written to");
}

}  // namespace

TextStyle stdoutStyle(ColorWish wish) {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  return {stdoutWidth(), wantsColor(wish, terminal), localeIsUtf8()};
}

TextStyle fileStyle(ColorWish wish) { return {usual, wish == ColorWish::always, localeIsUtf8()}; }

bool isStdout(const std::string& path) {
  return path.empty() || path == "-" || path == "/dev/stdout";
}

void writeOutput(const std::string& path, const std::string& text) {
  if (!isStdout(path)) return writeFile(path, text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    if (errno == EPIPE) {
      std::signal(SIGPIPE, SIG_DFL);
      std::raise(SIGPIPE);
    }
    throw Error(ErrorCode::input, "cannot write to stdout", {}, "is the disk full?");
  }
}

}  // namespace tessera::cli
