// Every command that the documentation shows with its output prints that output.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/case_file.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

/// A line "$ command" in a fenced block, and the lines below it that are not blank or "...".
struct Transcript {
  fs::path file;
  std::size_t line = 0;
  std::string before;  ///< earlier commands of the file that write files
  std::string command;
  std::vector<std::string> shown;
};

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(" \r") + 1);
  return line;
}

bool writesFiles(const std::string& command) {
  return command.find(" -o ") != std::string::npos ||
         command.find(" --save-") != std::string::npos ||
         command.find(" --update-baseline") != std::string::npos;
}

std::vector<Transcript> transcriptsIn(const fs::path& file) {
  std::vector<Transcript> found;
  std::ifstream text(file);
  bool inBlock = false;
  bool inTranscript = false;
  std::string before;
  std::size_t number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    line = trimmed(line);
    if (line.rfind("```", 0) == 0) {
      inBlock = !inBlock;
      inTranscript = false;
    } else if (inBlock && line.rfind("$ ", 0) == 0) {
      found.push_back({file, number, before, line.substr(2), {}});
      if (writesFiles(line)) before += line.substr(2) + " >/dev/null\n";
      inTranscript = true;
    } else if (inTranscript && line.find_first_not_of(" .") != std::string::npos) {
      found.back().shown.push_back(line);
    }
  }
  return found;
}

std::vector<Transcript> transcripts() {
  const fs::path source = TESSERA_SOURCE_DIR;
  std::vector<fs::path> files{source / "README.md", source / "sample_models" / "README.md"};
  for (const auto& entry : fs::directory_iterator(source / "docs")) {
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Transcript> all;
  for (const fs::path& file : files) {
    for (Transcript& transcript : transcriptsIn(file)) all.push_back(std::move(transcript));
  }
  return all;
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(trimmed(line));
  return lines;
}

class Documented : public testing::TestWithParam<Transcript> {};

/// In a folder with all sample models and the tessera.toml of docs/check.md, what is shown is
/// printed, in that order; lines may be left out of what is shown.
TEST_P(Documented, PrintsWhatTheDocumentationShows) {
  const CommandCase run = runCommand(
      "ln -s \"$PWD\"/tests/cli/models/* \"$SAMPLES\"/*.onnx \"$OUT\" && cp -sf "
      "\"$PWD\"/sample_models/*.onnx \"$OUT\" && cp tests/cli/documented/* \"$OUT\" && cd \"$OUT\" "
      "&& { " +
      GetParam().before + GetParam().command + "\n} 2>&1");
  const std::vector<std::string> printed = linesOf(run.out);
  auto at = printed.begin();
  for (const std::string& line : GetParam().shown) {
    const auto next = std::find(at, printed.end(), line);
    ASSERT_NE(next, printed.end()) << GetParam().file << ":" << GetParam().line << "\n$ "
                                   << GetParam().command << "\ndoes not print, or not there:\n"
                                   << line << "\nbut\n"
                                   << run.out << run.err;
    at = next + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(Commands, Documented, testing::ValuesIn(transcripts()),
                         [](const auto& info) {
                           std::string name = info.param.file.stem().string();
                           std::replace_if(
                               name.begin(), name.end(),
                               [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name + "_line_" + std::to_string(info.param.line);
                         });

TEST(Documentation, HasTranscripts) { EXPECT_GE(transcripts().size(), 12U); }

}  // namespace
}  // namespace tessera::test
