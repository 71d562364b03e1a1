#pragma once

#include <string>

#include "cli/options/help.h"

namespace tessera::cli {

/// A completion script for bash (no help of the bash-completion package needed), zsh and fish:
/// commands, options, the words that options take, names of boards, runtimes and rewrites, files.
std::string bashCompletion(const ProgramHelp& help);
std::string zshCompletion(const ProgramHelp& help);
std::string fishCompletion(const ProgramHelp& help);

}  // namespace tessera::cli
