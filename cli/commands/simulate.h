#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera simulate`: writes the report and returns the exit code. Throws Error.
int simulate(const SimulateArguments& arguments);

}  // namespace tessera::cli
