#pragma once

#include <optional>
#include <string>

#include "cli/arguments.h"
#include "sim/program.h"
#include "sim/report/report.h"

namespace tessera::cli {

/// The board that `target` names: a device file where it ends in ".toml", otherwise a built-in one.
/// Throws Error(usage) where there is none, Error(input) where the file cannot be read or is wrong.
Device loadDevice(const std::string& target);

/// The target of the arguments under the runtime, with its latency where it is calibrated, and the
/// program's costs set for it. Nothing where no target is named. Throws like `loadDevice`.
std::optional<TargetReport> loadTarget(const CountingArguments& arguments, const Runtime& runtime,
                                       Program& program);

}  // namespace tessera::cli
