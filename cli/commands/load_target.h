#pragma once

#include <optional>

#include "cli/arguments.h"
#include "sim/report/report.h"

namespace tessera::cli {

/// A device file where `board` ends in ".toml", otherwise a built-in board. Throws Error(usage)
/// where there is none, Error(input) where the file cannot be read or is wrong.
Device loadDevice(const std::string& board);

/// The target that the arguments name, under the runtime; nothing where they name none. Throws like
/// `loadDevice`.
std::optional<TargetReport> loadTarget(const TargetArguments& arguments, const Runtime& runtime);

}  // namespace tessera::cli
