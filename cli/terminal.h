#pragma once

#include <string>

#include "sim/report/text_style.h"

namespace tessera::cli {

/// What goes to stderr beside errors: with `quiet` nothing, not even on a terminal; with `verbose`
/// what was read and how long things took.
enum class Verbosity : std::uint8_t { quiet, normal, verbose };

enum class ColorWish : std::uint8_t { automatic, always, never };

/// How text on stdout may look. Colour: as wished; automatic means on a terminal that is not
/// TERM=dumb, never with NO_COLOR, always with CLICOLOR_FORCE. Width: $COLUMNS
/// where it is a number, else the terminal's, between 70 and 160 columns; 100 where stdout is not a
/// terminal. Block characters where the locale is UTF-8.
TextStyle stdoutStyle(ColorWish wish);

/// The same for text that goes to a file: no colour unless it is wished for, 100 columns.
TextStyle fileStyle(ColorWish wish);

/// Whether that is no file but stdout: nothing, "-" or "/dev/stdout".
bool isStdout(const std::string& path);

/// Writes `text` to the file `path` (a temporary name first, then renamed, so that a reader never
/// sees half of it; into a pipe or a device as it is, and behind a link to what it leads to), or to
/// stdout where `isStdout(path)`. Throws Error(input) where the file cannot be written. Where the
/// reader of stdout is gone (tessera ... | head -1), the process ends silently, as by SIGPIPE, even
/// where that signal is ignored.
void writeOutput(const std::string& path, const std::string& text);

}  // namespace tessera::cli
