#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tessera::test {

/// The headers and sources below a folder of the repository, as paths from the repository's root.
inline std::vector<std::filesystem::path> sourceFiles(const std::string& folder) {
  const std::filesystem::path root(TESSERA_SOURCE_DIR);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    const std::filesystem::path extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    files.push_back(std::filesystem::relative(entry.path(), root));
  }
  return files;
}

/// What such a file holds.
inline std::string sourceText(const std::filesystem::path& file) {
  std::ifstream stream(std::filesystem::path(TESSERA_SOURCE_DIR) / file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace tessera::test
