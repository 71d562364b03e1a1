#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera search`: writes the report, saves the recommended schedule where a file is named, and
/// returns the exit code: 130 where Ctrl-C ended the search early, 5 where nothing fits the budget.
/// Throws Error.
int search(const SearchArguments& arguments);

}  // namespace tessera::cli
