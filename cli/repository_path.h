#pragma once

#include <string>

namespace tessera::cli {

/// A path as seen from the root of the Git repository that it lies in, which is how pipelines name
/// files; as it is where it lies in none, or is empty.
std::string fromRepository(const std::string& path);

}  // namespace tessera::cli
