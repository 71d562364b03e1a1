#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tessera::test {

inline std::string textOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The sample models that the build has generated, without those for measuring, sorted.
inline std::vector<std::filesystem::path> generatedSamples() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(TESSERA_BINARY_DIR "/sample_models")) {
    const std::string name = entry.path().filename().string();
    const bool benchmark = name.rfind("chain", 0) == 0 || name.rfind("wide", 0) == 0;
    if (entry.path().extension() == ".onnx" && !benchmark) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A file's name without its extension, as GoogleTest takes it: letters, digits and underscores.
inline std::string testName(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace tessera::test
