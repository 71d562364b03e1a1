#include "cli/options/help.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/arguments.h"

namespace tessera::cli {
namespace {

TEST(Help, ExamplesComeBeforeWhatMayBeWritten) {
  CommandHelp help;
  help.what = "Does it";
  help.usage = "tessera do IT";
  help.introduction = "Examples:\n  tessera do this";
  help.positionals = {{"IT", "What to do"}};
  help.options = {{"--way WAY", "How"}};
  EXPECT_EQ(helpText(help),
            "Does it\nUsage: tessera do IT\n\nExamples:\n  tessera do this\n\n"
            "Arguments:\n  IT                          What to do\n\n"
            "Options:\n  --way WAY                   How\n");
}

TEST(Help, LongFormsAndTextsTakeSeveralLines) {
  CommandHelp help;
  help.options = {{"--" + std::string(40, 'x'), std::string(60, 'a') + ' ' + std::string(20, 'b')}};
  const std::string indent = '\n' + std::string(30, ' ');
  EXPECT_NE(helpText(help).find(std::string(40, 'x') + indent + std::string(60, 'a') + indent +
                                std::string(20, 'b') + '\n'),
            std::string::npos);
}

/// Commands between "Examples:" and the next empty line.
int examplesIn(const std::string& text) {
  const std::size_t begin = text.find("Examples:\n");
  std::istringstream lines(text.substr(begin, text.find("\n\n", begin) - begin));
  int count = 0;
  for (std::string line; std::getline(lines, line);) count += line.rfind("  tessera ", 0) == 0;
  return count;
}

TEST(Help, WrapsToANarrowTerminal) {
  CommandHelp help;
  help.options = {{"--way WAY", std::string(30, 'a') + ' ' + std::string(20, 'b')}};
  EXPECT_NE(helpText(help, 60).find(std::string(30, 'a') + '\n'), std::string::npos);
}

TEST(Help, OfEveryCommandOpensWithExamplesAndFits100Columns) {
  for (const char* command : {"", "inspect", "simulate", "compare", "search", "plan", "verify",
                              "targets", "calibrate", "check", "diff"}) {
    std::vector<const char*> words{"tessera"};
    if (*command != '\0') words.push_back(command);
    words.push_back("--help");
    const Arguments parsed = parseArguments(static_cast<int>(words.size()), words.data());
    const std::string text = std::get<Answer>(parsed).text;
    EXPECT_LT(text.find("Examples:"), text.find("Options:")) << command;
    EXPECT_GE(examplesIn(text), 3) << command;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
  }
}

}  // namespace
}  // namespace tessera::cli
