#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/target/device.h"
#include "sim/target/runtime.h"

namespace tessera {

/// A device file where `board` ends in ".toml", otherwise a built-in board. Throws Error(usage)
/// where there is none, Error(input) where the file cannot be read or is wrong.
Device deviceNamedOrRead(const std::string& board);

/// A runtime file where `runtime` ends in ".toml", otherwise a built-in runtime. Throws likewise.
Runtime runtimeNamedOrRead(const std::string& runtime);

/// That runtime with its switches set (see `setSwitch`) and, where it is given, the user's choice
/// for the input of a stage in the place of the runtime's. Throws likewise.
Runtime runtimeWith(const std::string& runtime, const std::vector<std::string>& switches,
                    std::optional<StageInput> stageInput);

}  // namespace tessera
