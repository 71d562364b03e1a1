#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera::test {

inline std::filesystem::path sampleFolder() {
  return std::filesystem::path(TESSERA_SOURCE_DIR) / "sample_models";
}

/// The architectures in the repository, by name, sorted.
inline std::vector<std::string> architectureNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(sampleFolder() / "architectures")) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline std::filesystem::path architectureFile(const std::string& name) {
  return sampleFolder() / "architectures" / (name + ".json");
}

/// A name that GoogleTest takes: letters and digits only.
inline std::string testName(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace tessera::test
