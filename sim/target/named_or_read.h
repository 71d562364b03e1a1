#pragma once

#include <string>

#include "sim/target/device.h"
#include "sim/target/runtime.h"

namespace tessera {

/// A device file where `board` ends in ".toml", otherwise a built-in board. Throws Error(usage)
/// where there is none, Error(input) where the file cannot be read or is wrong.
Device deviceNamedOrRead(const std::string& board);

/// A runtime file where `runtime` ends in ".toml", otherwise a built-in runtime. Throws likewise.
Runtime runtimeNamedOrRead(const std::string& runtime);

}  // namespace tessera
