#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/architecture/architecture_json_read.h"
#include "importers/architecture/build_float.h"
#include "sample_models/build_qdq.h"
#include "tests/sample_models/architectures.h"

namespace tessera::arch {
namespace {

std::vector<std::filesystem::path> readyFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(test::sampleFolder())) {
    if (entry.path().extension() == ".onnx") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string madeAgain(std::string name) {
  constexpr std::string_view suffix = "-int8";
  if (!name.ends_with(suffix)) {
    return buildFloat(readArchitecture(test::architectureFile(name)), {}).checkedBytes();
  }
  name.resize(name.size() - suffix.size());
  return buildQdq(readArchitecture(test::architectureFile(name)), {}).checkedBytes();
}

TEST(ReadyFiles, EqualWhatTheGeneratorMakes) {
  const auto files = readyFiles();
  ASSERT_THAT(files.size(), testing::Ge(3U));
  std::uintmax_t total = 0;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_TRUE(bytes == madeAgain(path.stem().string())) << path;
    EXPECT_LT(bytes.size(), 1U << 20U) << path;
    total += bytes.size();
  }
  EXPECT_LT(total, 3U << 20U);
}

}  // namespace
}  // namespace tessera::arch
