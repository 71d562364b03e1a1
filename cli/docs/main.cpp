#include <cstdio>
#include <exception>
#include <filesystem>

#include "cli/arguments.h"
#include "cli/docs/completion.h"
#include "cli/docs/man_page.h"
#include "cli/terminal.h"

namespace {

void writeAll(const std::filesystem::path& folder) {
  using namespace tessera::cli;
  const ProgramHelp help = programHelp();
  const auto write = [&](const std::string& name, const std::string& text) {
    writeOutput((folder / name).string(), text);
  };
  for (std::size_t i = 0; i < help.commands.size(); ++i) {
    const HelpEntry& command = help.program.commands[i];
    write("tessera-" + command.form + ".1",
          manPage(help, command, help.commands[i], TESSERA_VERSION));
  }
  write("tessera.1", manPage(help, TESSERA_VERSION));
  write("_tessera", zshCompletion(help));
  write("tessera.fish", fishCompletion(help));
  write("tessera.bash", bashCompletion(help));
}

}  // namespace

/// tessera-docs FOLDER: writes man pages and completions there.
int main(int argc, char** argv) try {
  if (argc != 2) {
    std::fputs("usage: tessera-docs FOLDER\n", stderr);
    return 2;
  }
  writeAll(argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "tessera-docs: %s\n", error.what());
  return 70;
}
