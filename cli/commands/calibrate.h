#pragma once

#include "cli/arguments.h"

namespace tessera::cli {

/// `tessera calibrate`: returns the exit code.
int calibrate(const CalibrateArguments& arguments);

}  // namespace tessera::cli
