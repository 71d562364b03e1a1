#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera inspect`: writes the report and returns the exit code. Throws Error.
int inspect(const InspectArguments& arguments);

}  // namespace tessera::cli
