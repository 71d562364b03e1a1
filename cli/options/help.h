#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tessera::cli {

/// A line of help: what to write, and what it means.
struct HelpEntry {
  std::string form;  ///< "--dtype int8|int16"
  std::string text;
  std::vector<std::string> names = {};  ///< "-o", "--output"; of an option or a command
  std::string type = {};                ///< of the value: "int8|int16"; empty where it takes none
  bool repeatable = false;
};

/// The help of a command, or of the program with its commands.
struct CommandHelp {
  std::string what;          ///< one sentence
  std::string usage;         ///< "tessera inspect [OPTIONS] MODEL"
  std::string introduction;  ///< examples first, then what it prints; lines already broken
  std::vector<HelpEntry> positionals;
  std::vector<HelpEntry> options;
  std::vector<HelpEntry> commands;
};

/// What the whole program understands.
struct ProgramHelp {
  CommandHelp program;
  std::vector<CommandHelp> commands;  ///< in the order of `program.commands`
};

/// The whole help text: the sentence, the usage, the examples, then what may be written. Entries
/// are wrapped so that they stay within `width` columns.
std::string helpText(const CommandHelp& help, std::size_t width = 100);

}  // namespace tessera::cli
