#include "tests/importers/tflite/sample_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tessera::tflite_import {
namespace {

std::string committedPath(const std::string& name) {
  return TESSERA_SOURCE_DIR "/tests/cli/models/" + name + ".tflite";
}

/// The committed copies, which the command-line cases and the fuzz target read, are what the
/// builder writes. TESSERA_WRITE_MODELS=1 in the environment writes them anew.
TEST(SampleFiles, AreThoseThatAreCommitted) {
  for (const auto& [name, bytes] : sampleFiles()) {
    if (std::getenv("TESSERA_WRITE_MODELS") != nullptr) {
      std::ofstream(committedPath(name), std::ios::binary) << bytes;
    }
    std::ifstream file(committedPath(name), std::ios::binary);
    const std::string committed{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(committed, bytes) << name;
    EXPECT_LT(bytes.size(), 12'000U) << name;
  }
}

}  // namespace
}  // namespace tessera::tflite_import
