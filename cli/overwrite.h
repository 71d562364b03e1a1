#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"

namespace tessera::cli {

/// Throws Error(usage) where a file that `output` writes is one of `read`, by whatever path, or a
/// tessera.toml.
void refuseOverwriting(const OutputArguments& output, const std::vector<std::string>& read);

/// The same of every file that the command line names for the command to read, and where two
/// outputs of a command are one file.
void refuseOverwriting(const Arguments& arguments);

}  // namespace tessera::cli
