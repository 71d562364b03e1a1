#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::cli {

/// Whether a path is a pattern: it has one of * ? [.
bool isGlob(const std::string& path);

/// The files below `folder` (a relative pattern) that a pattern names, sorted byte by byte. In a
/// part of the path, * ? and [abc] match as in a shell, and none of them a leading dot; the part **
/// is any number of folders, none included, but no hidden ones and no links. Folders that cannot be
/// read have no files.
std::vector<std::filesystem::path> globbed(const std::filesystem::path& folder,
                                           const std::string& pattern);

}  // namespace tessera::cli
