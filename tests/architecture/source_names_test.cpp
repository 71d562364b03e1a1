#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/architecture/source_files.h"

namespace tessera::test {
namespace {

/// Whether beside the source lies a header of its name, or of a beginning of its name that ends
/// before an underscore: "infer_resize.cpp" is of the family of "infer.h".
bool hasAHeader(const std::filesystem::path& source) {
  const std::filesystem::path folder =
      std::filesystem::path(TESSERA_SOURCE_DIR) / source.parent_path();
  std::string name = source.stem();
  while (!std::filesystem::exists(folder / (name + ".h"))) {
    const std::size_t cut = name.rfind('_');
    if (cut == std::string::npos) return false;
    name.resize(cut);
  }
  return true;
}

bool hasAMain(const std::filesystem::path& source) {
  return sourceText(source).find("\nint main(") != std::string::npos;
}

TEST(SourceNames, AreThoseOfTheirHeaders) {
  for (const std::string house : {"core", "importers", "sim", "cli", "gui", "sample_models"}) {
    for (const std::filesystem::path& file : sourceFiles(house)) {
      if (file.extension() != ".cpp") continue;
      EXPECT_TRUE(hasAHeader(file) || hasAMain(file))
          << file << ": call it FAMILY_" << file.filename().string()
          << " where FAMILY.h declares it, or give it a header of its own";
    }
  }
}

}  // namespace
}  // namespace tessera::test
