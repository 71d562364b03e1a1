#pragma once

#include <string>

#include "sim/target/device.h"

namespace tessera::cli {

/// The board that `target` names: a device file where it ends in ".toml", otherwise a built-in one.
/// Throws Error(usage) where there is none, Error(input) where the file cannot be read or is wrong.
Device loadDevice(const std::string& target);

}  // namespace tessera::cli
