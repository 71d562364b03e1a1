#include "cli/glob.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

class Glob : public testing::Test {
 protected:
  Glob() {
    for (const char* name : {"a.onnx", "b[1].onnx", "m/c.onnx", "m/c.tflite", "m/deep/er/d.onnx",
                             ".git/e.onnx", "m/.hidden.onnx", "x.onnx/f.onnx"}) {
      const fs::path path = folder() / name;
      fs::create_directories(path.parent_path());
      std::ofstream(path) << name;
    }
    fs::create_directory_symlink(folder(), folder() / "m" / "loop");
  }

  /// As seen from the folder, whose own name is a pattern too.
  fs::path folder() const { return fs::path(temporary_.path()) / "[ab]*"; }

  Names found(const std::string& pattern) const {
    Names names;
    for (const fs::path& path : cli::globbed(folder(), pattern)) {
      names.push_back(path.lexically_relative(folder()).string());
    }
    return names;
  }

 private:
  TempFolder temporary_;
};

TEST_F(Glob, AStarStaysInItsFolderAndFindsNeitherFoldersNorHiddenFiles) {
  EXPECT_EQ(found("*.onnx"), (Names{"a.onnx", "b[1].onnx"}));
  EXPECT_EQ(found("m/*"), (Names{"m/c.onnx", "m/c.tflite"}));
  EXPECT_EQ(found("?/c.[ot]*"), (Names{"m/c.onnx", "m/c.tflite"}));
  EXPECT_EQ(found("./m/../[a].onnx"), (Names{"a.onnx"}));
  EXPECT_EQ(found("none/*"), Names{});
}

TEST_F(Glob, TwoStarsAreAnyNumberOfFoldersButNoHiddenOnesAndNoLinks) {
  EXPECT_EQ(found("**/*.onnx"),
            (Names{"a.onnx", "b[1].onnx", "m/c.onnx", "m/deep/er/d.onnx", "x.onnx/f.onnx"}));
  EXPECT_EQ(found("m/**/d.onnx"), (Names{"m/deep/er/d.onnx"}));
  EXPECT_EQ(found("m/**"), (Names{"m/c.onnx", "m/c.tflite", "m/deep/er/d.onnx"}));
  EXPECT_EQ(found("**/**/**/er/*"), (Names{"m/deep/er/d.onnx"}));
}

TEST_F(Glob, AnAbsolutePatternBeginsAtTheRoot) {
  const auto paths = cli::globbed("elsewhere", fs::path(TESSERA_SOURCE_DIR) / "script" / "set?p");
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_EQ(paths[0].filename(), "setup");
}

}  // namespace
}  // namespace tessera::test
