#pragma once

#include <string>

#include "cli/terminal.h"
#include "core/architecture/architecture.h"

namespace tessera::cli {

/// The layers of a model: what an architecture's file says, or what is recovered from a network.
/// Throws Error(input) where the file is unreadable or invalid, Error(unsupported) where an
/// operator has no form in an architecture.
arch::Architecture architectureIn(const std::string& path, Verbosity verbosity);

}  // namespace tessera::cli
