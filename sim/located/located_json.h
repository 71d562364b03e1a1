#pragma once

#include <string>

#include "sim/located/located.h"

namespace tessera {

/// Parses a whole JSON text; lines are known, columns are not. Throws Error(input) with the line,
/// the column and the key that was read last ("FILE:3:17: key 'blocks[0].grid'") where it is
/// malformed, names a key twice in one object, is nested deeper than 32 levels or longer than 16
/// MiB, and where it is what `refuseGitLeftovers` refuses.
Located parseLocatedJson(const std::string& text, const std::string& file);

}  // namespace tessera
