#pragma once

#include <optional>

#include "cli/arguments.h"
#include "sim/target/device.h"
#include "sim/target/runtime.h"

namespace tessera::cli {

/// The board that the arguments name: a device file where the name ends in ".toml", otherwise a
/// built-in one; nothing where they name none. Throws Error(usage) where there is no such board,
/// Error(input) where the file cannot be read or is wrong.
std::optional<Device> deviceOf(const TargetArguments& arguments);

/// The SRAM that an arena may take: what the user gives, or else what the board has beside the
/// runtime's overhead. Nothing where neither is there.
std::optional<Bytes> budgetOf(const std::optional<Bytes>& given,
                              const std::optional<Device>& device, const Runtime& runtime);

}  // namespace tessera::cli
