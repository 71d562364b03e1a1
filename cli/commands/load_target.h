#pragma once

#include <optional>

#include "cli/arguments.h"
#include "sim/study/results.h"

namespace tessera::cli {

/// The target that the arguments name; nothing where they name none. Throws like
/// `deviceNamedOrRead`.
std::optional<TargetReport> loadTarget(const TargetArguments& arguments);

}  // namespace tessera::cli
