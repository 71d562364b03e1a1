#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// Holds the models of a tessera.toml against their limits and their baseline. Returns the exit
/// code: 1 where something exceeds, an error's where a model could not be checked.
int check(const CheckArguments& arguments);

}  // namespace tessera::cli
