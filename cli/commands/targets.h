#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera targets [TARGET]`: lists the boards that are known, or shows one with its sources.
/// Returns the exit code. Throws Error.
int targets(const TargetsArguments& arguments);

}  // namespace tessera::cli
