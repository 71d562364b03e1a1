#pragma once

#include <string>
#include <vector>

#include "sim/nas/architecture_space.h"

namespace tessera::nas {

/// Reads a search space from TOML text (docs/nas.md). Throws Error(input) with file, line and key
/// where it is wrong.
ArchitectureSpace parseSpace(const std::string& text, const std::string& file);

/// Those that are built in.
std::vector<ArchitectureSpace> builtInSpaces();

/// A file where `name` ends in ".toml", else a built-in space. Throws Error(usage) with the closest
/// name where there is none, and like `parseSpace`.
ArchitectureSpace spaceNamedOrRead(const std::string& name);

}  // namespace tessera::nas
