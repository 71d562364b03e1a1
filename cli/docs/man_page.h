#pragma once

#include <string>

#include "cli/options/help.h"

namespace tessera::cli {

/// tessera(1), and the page of one command: tessera-simulate(1). In roff's man macros.
std::string manPage(const ProgramHelp& help, const std::string& version);
std::string manPage(const ProgramHelp& help, const HelpEntry& command, const CommandHelp& its,
                    const std::string& version);

}  // namespace tessera::cli
