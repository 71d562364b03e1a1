#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/files.h"

namespace tessera::test {

/// The published models of the data folder, sorted.
inline std::vector<std::filesystem::path> publishedModels() {
  namespace fs = std::filesystem;
  std::vector<fs::path> models;
  for (const auto& entry : fs::recursive_directory_iterator(TESSERA_DATA_DIR "/models")) {
    if (entry.path().extension() == ".tflite") models.push_back(entry.path());
  }
  std::sort(models.begin(), models.end());
  return models;
}

/// Files of the same name lie in several folders.
inline std::string publishedName(const testing::TestParamInfo<std::filesystem::path>& info) {
  return testName(info) + "_" + std::to_string(info.index);
}

}  // namespace tessera::test
