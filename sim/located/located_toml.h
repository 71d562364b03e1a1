#pragma once

#include <string>

#include "sim/located/located.h"

namespace tessera {

/// Parses a whole TOML text (toml.io, version 1.0). Throws Error(input) with the line, the column
/// and the key ("FILE:3:17: key 'flash.bytes'") where it is malformed, defines a key twice, is
/// nested too deeply or longer than 1 MiB, and where it is what `refuseGitLeftovers` refuses; its
/// hint names `docs`, the page that has examples.
Located parseLocatedToml(const std::string& text, const std::string& file, const std::string& docs);

}  // namespace tessera
