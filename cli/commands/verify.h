#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera verify`: writes the report and returns the exit code: 1 where the bits differ or a step
/// reads what is not there. Throws Error.
int verify(const VerifyArguments& arguments);

}  // namespace tessera::cli
