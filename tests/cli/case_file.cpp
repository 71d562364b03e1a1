#include "tests/cli/case_file.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/cli/files.h"
#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

constexpr const char* outMark = "--- stdout\n";
constexpr const char* errMark = "--- stderr\n";

std::string shellQuoted(const std::string& text) { return "'" + text + "'"; }

}  // namespace

CommandCase readCase(const std::filesystem::path& path) {
  const std::string text = textOf(path);
  const std::size_t out = text.find(outMark);
  const std::size_t err = text.find(errMark);
  const std::size_t exit = text.find("\nexit ");
  if (text.rfind("$ ", 0) != 0 || exit == std::string::npos || out == std::string::npos ||
      err == std::string::npos || err < out || out < exit) {
    throw std::runtime_error(path.string() + " is no case file");
  }
  const std::size_t outBegin = out + std::string(outMark).size();
  return {text.substr(2, exit - 2), std::stoi(text.substr(exit + 6)),
          text.substr(outBegin, err - outBegin), text.substr(err + std::string(errMark).size())};
}

void writeCase(const std::filesystem::path& path, const CommandCase& commandCase) {
  std::ofstream file(path, std::ios::binary);
  file << "$ " << commandCase.command << "\nexit " << commandCase.exitCode << '\n'
       << outMark << commandCase.out << errMark << commandCase.err;
}

CommandCase runCommand(const std::string& command) {
  const TempFolder folder;
  const std::filesystem::path out = folder.path() / "stdout";
  const std::filesystem::path err = folder.path() / "stderr";
  std::filesystem::create_directory(folder.path() / "out");
  const std::string binaries = std::string(TESSERA_BINARY_DIR) + "/bin";
  const std::string line =
      "cd " + shellQuoted(TESSERA_SOURCE_DIR) + " && export PATH=" + shellQuoted(binaries) +
      ":$PATH LC_ALL=C.UTF-8 OUT=" + shellQuoted((folder.path() / "out").string()) +
      " SAMPLES=" + shellQuoted(std::string(TESSERA_BINARY_DIR) + "/sample_models") +
      " && unset NO_COLOR CLICOLOR_FORCE && { " + command + "\n} >" + shellQuoted(out.string()) +
      " 2>" + shellQuoted(err.string());
  const int status = std::system(line.c_str());
  return {command, WIFEXITED(status) ? WEXITSTATUS(status) : -1, textOf(out), textOf(err)};
}

}  // namespace tessera::test
