#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera compare`: writes the report and returns the exit code. Throws Error.
int compare(const CompareArguments& arguments);

}  // namespace tessera::cli
