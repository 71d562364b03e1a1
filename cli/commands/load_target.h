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

/// The SRAM that an arena may take: what the user gives, or else what the target has beside the
/// runtime and what its interpreter keeps. Nothing where neither is there.
std::optional<Bytes> budgetOf(const std::optional<Bytes>& given,
                              const std::optional<TargetReport>& target,
                              const std::optional<TflmPersistent>& persistent = std::nullopt);

}  // namespace tessera::cli
