#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/architecture/architecture.h"

namespace tessera::arch {

/// Whether a text begins as an architecture's file may: with a JSON object whose first key is not
/// that of a report or a schedule.
bool looksLikeArchitecture(std::string_view head);

/// Whether a file of at most 1 MiB begins so and has a key "layers", as a schedule has not. False
/// where it cannot be read.
bool isArchitectureFile(const std::filesystem::path& path);

/// Reads an architecture from JSON text. Throws Error(input) where the text is not JSON or does not
/// follow the schema; `where` is "file: layers[3].mb.kernel".
Architecture parseArchitecture(std::string_view text, const std::string& file);

/// Reads an architecture file of at most 1 MiB. Throws like `parseArchitecture`, and Error(input)
/// where the file cannot be read.
Architecture readArchitecture(const std::filesystem::path& path);

}  // namespace tessera::arch
