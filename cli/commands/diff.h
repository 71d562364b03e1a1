#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// What changed between two runs, each a report, a model or a schedule. Returns the exit code: 1
/// where a --fail-on is broken.
int diff(const DiffArguments& arguments);

}  // namespace tessera::cli
