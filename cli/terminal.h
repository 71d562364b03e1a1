#pragma once

#include <string>

#include "sim/report/text_style.h"

namespace tessera::cli {

enum class ColorWish : std::uint8_t { automatic, always, never };

/// How text on stdout may look. Colour: as wished; automatic means on a terminal that is not
/// TERM=dumb, never with NO_COLOR, always with CLICOLOR_FORCE. Width: the terminal's, between 60
/// and 100 columns; 100 where stdout is not a terminal. Block characters where the locale is UTF-8.
TextStyle stdoutStyle(ColorWish wish);

/// The same for text that goes to a file: no colour unless it is wished for, 100 columns.
TextStyle fileStyle(ColorWish wish);

/// Writes `text` to the file `path` (a temporary name first, then renamed, so that a reader never
/// sees half of it), or to stdout where `path` is empty or "-". Throws Error(input) where the file
/// cannot be written.
void writeOutput(const std::string& path, const std::string& text);

}  // namespace tessera::cli
