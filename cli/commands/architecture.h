#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera architecture`: writes the layers of a model and returns the exit code. Throws Error.
int architecture(const ArchitectureArguments& arguments);

}  // namespace tessera::cli
