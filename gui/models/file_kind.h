#pragma once

#include <cstdint>
#include <string>

namespace tessera::gui {

enum class FileKind : std::uint8_t { model, schedule, report };

/// By content: of JSON, what has "totals" is a report of `tessera simulate` and all other a
/// schedule; anything else is a model. Throws Error(input) where the file cannot be read.
FileKind kindOf(const std::string& path);

}  // namespace tessera::gui
