#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"

namespace tessera::cli {

/// The files that the command line names and the command reads; names that are no file are among
/// them (boards, runtimes, schedules in words).
std::vector<std::string> filesRead(const Arguments& arguments);

/// Throws Error(usage) where a file that `output` writes is one of `read`, by whatever path, or a
/// tessera.toml.
void refuseOverwriting(const OutputArguments& output, const std::vector<std::string>& read);

/// The same of every file that the command line names.
void refuseOverwriting(const Arguments& arguments);

}  // namespace tessera::cli
