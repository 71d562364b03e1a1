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

TEST(Help, OfEveryCommandOpensWithExamplesAndFits100Columns) {
  for (const char* command : {"", "inspect", "simulate", "compare", "search", "plan", "verify"}) {
    std::vector<const char*> words{"tessera"};
    if (*command != '\0') words.push_back(command);
    words.push_back("--help");
    const Arguments parsed = parseArguments(static_cast<int>(words.size()), words.data());
    const std::string text = std::get<Answer>(parsed).text;
    EXPECT_LT(text.find("Examples:"), text.find("Options:")) << command;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
  }
}

}  // namespace
}  // namespace tessera::cli
