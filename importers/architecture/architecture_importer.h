#pragma once

#include <filesystem>

#include "core/imported.h"

namespace tessera::arch {

/// Reads an architecture file as a network that no one has trained yet: in float32, lowered by the
/// same rewrites as the ONNX model that `buildFloat` writes of it, with pseudo-random weights.
///
/// Throws Error(input) where the file is no architecture, and Error(usage) where an input shape is
/// asked for: the file says it.
Imported importArchitecture(const std::filesystem::path& path, const ImportOptions& options);

}  // namespace tessera::arch
