// Man pages and completions, as the build has generated them.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "cli/arguments.h"
#include "sim/target/devices.h"
#include "sim/target/runtime.h"
#include "tests/cli/case_file.h"
#include "tests/cli/files.h"

namespace tessera::cli {
namespace {

const std::string docs = TESSERA_BINARY_DIR "/docs";

/// What bash offers for the last word of `line`, which is split at spaces as bash would; "" stands
/// for an empty word.
std::vector<std::string> offered(const std::string& line) {
  const std::string script = "bash -c 'source \"" + docs + "/tessera.bash\"; COMP_WORDS=(" + line +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tessera; "
                             "printf \"%s\\n\" \"${COMPREPLY[@]}\"'";
  const test::CommandCase run = test::runCommand(script);
  EXPECT_EQ(run.exitCode, 0) << line;
  EXPECT_EQ(run.err, "") << line;
  std::vector<std::string> words;
  std::istringstream lines(run.out);
  for (std::string word; std::getline(lines, word);) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

using Words = std::vector<std::string>;

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(BashCompletion, OffersEveryCommandAndOption) {
  const ProgramHelp help = programHelp();
  const Words commands = offered("tessera \"\"");
  ASSERT_EQ(commands.size(), help.program.commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) {
    EXPECT_EQ(commands[i], help.program.commands[i].form);
    const Words options = offered("tessera " + commands[i] + " -");
    for (const HelpEntry& option : help.commands[i].options) {
      for (const std::string& name : option.names) EXPECT_TRUE(contains(options, name)) << name;
    }
    EXPECT_TRUE(contains(options, "--help"));
  }
  EXPECT_EQ(offered("tessera --ver"), (Words{"--version", "--verbose"}));
}

TEST(BashCompletion, OffersTheWordsOfAChoice) {
  EXPECT_EQ(offered("tessera simulate m.onnx --timeline \"\""), (Words{"step", "ms"}));
  EXPECT_EQ(offered("tessera simulate --dtype = i"), (Words{"int8", "int16"}));
  EXPECT_EQ(offered("tessera simulate --dtype ="),
            (Words{"as-stored", "int8", "int16", "float32"}));
  EXPECT_EQ(offered("tessera simulate --clock 4"), Words{});
}

TEST(BashCompletion, OffersBoardsAndRuntimes) {
  const Words boards = offered("tessera simulate m.onnx --target \"\"");
  for (const Device& device : builtInDevices()) {
    std::string name = device.name;
    std::replace(name.begin(), name.end(), ' ', '-');
    EXPECT_TRUE(contains(boards, name)) << name;
    EXPECT_EQ(deviceNamed(name).name, device.name);
  }
  EXPECT_EQ(offered("tessera targets STM32F74"), Words{"STM32F746G-DISCO"});
  const Words runtimes = offered("tessera plan --runtime \"\"");
  for (const std::string& name : runtimeNames()) EXPECT_TRUE(contains(runtimes, name)) << name;
}

TEST(BashCompletion, OffersFilesOfTheKindThatIsRead) {
  EXPECT_EQ(offered("tessera inspect sample_models/resnet"),
            Words{"sample_models/resnet8-int8.onnx"});
  EXPECT_EQ(offered("tessera inspect sample_models/READ"), Words{});
  EXPECT_EQ(offered("tessera inspect --all sample_mo"), Words{"sample_models"});
  EXPECT_EQ(offered("tessera inspect --schedule sample_models/READ"), Words{});
  EXPECT_EQ(offered("tessera inspect -o sample_models/READ"), Words{"sample_models/README.md"});
  EXPECT_EQ(offered("tessera inspect --schedule docs/schema/sc"),
            Words{"docs/schema/schedule.schema.json"});
  EXPECT_EQ(offered("tessera calibrate --models READ"), Words{});
}

/// An option's value is no argument: the second argument of compare is a schedule, not a model.
TEST(BashCompletion, CountsArguments) {
  EXPECT_EQ(offered("tessera compare --format json m.onnx la"), Words{"layer"});
  EXPECT_EQ(offered("tessera compare --format = json m.onnx layer la"), Words{"layer"});
  EXPECT_EQ(offered("tessera compare --format json la"), Words{});
  EXPECT_EQ(offered("tessera inspect m.onnx sample_models/resnet"), Words{});
}

TEST(Completions, HaveNoSyntaxErrors) {
  for (const char* shell : {"bash -n tessera.bash", "zsh -n _tessera", "fish -n tessera.fish"}) {
    std::string program = shell;
    program.resize(program.find(' '));
    if (test::runCommand("command -v " + program).exitCode != 0) continue;
    const test::CommandCase run = test::runCommand("cd '" + docs + "' && " + shell);
    EXPECT_EQ(run.exitCode, 0) << shell;
    EXPECT_EQ(run.err, "") << shell;
  }
}

TEST(Completions, OfZshAndFishHaveEveryOption) {
  const std::string zsh = test::textOf(docs + "/_tessera");
  const std::string fish = test::textOf(docs + "/tessera.fish");
  for (const CommandHelp& command : programHelp().commands) {
    for (const HelpEntry& option : command.options) {
      for (const std::string& name : option.names) {
        const bool isLong = name.rfind("--", 0) == 0;
        EXPECT_NE(zsh.find(name), std::string::npos) << name;
        EXPECT_NE(fish.find(isLong ? " -l " + name.substr(2) : " -s " + name.substr(1)),
                  std::string::npos)
            << name;
      }
    }
  }
}

TEST(ManPages, AreCleanAndSayWhatHelpSays) {
  const ProgramHelp help = programHelp();
  std::vector<std::pair<std::string, CommandHelp>> pages{{"tessera.1", help.program}};
  for (std::size_t i = 0; i < help.commands.size(); ++i) {
    pages.emplace_back("tessera-" + help.program.commands[i].form + ".1", help.commands[i]);
  }
  for (const auto& [name, page] : pages) {
    const test::CommandCase run = test::runCommand(
        "groff -man -Tascii -P-cbou -ww -rLL=200n -dAD=l '" + docs + '/' + name + "'");
    EXPECT_EQ(run.err, "") << name;
    EXPECT_NE(run.out.find(page.what), std::string::npos) << name;
    EXPECT_NE(run.out.find("EXAMPLES"), std::string::npos) << name;
    for (const HelpEntry& option : page.options) {
      EXPECT_NE(run.out.find(option.form), std::string::npos) << name << ' ' << option.form;
    }
  }
}

}  // namespace
}  // namespace tessera::cli
