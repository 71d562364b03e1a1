#include "cli/repository_path.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

TEST(RepositoryPath, IsSeenFromTheClosestRootAbove) {
  const TempFolder folder;
  const fs::path root = fs::path(folder.path()) / "root";
  fs::create_directories(root / ".git");
  fs::create_directories(root / "a" / "worktree");
  std::ofstream(root / "a" / "worktree" / ".git") << "gitdir: elsewhere";
  EXPECT_EQ(cli::fromRepository((root / "a" / "m.onnx").string()), "a/m.onnx");
  EXPECT_EQ(cli::fromRepository((root / "a" / ".." / "m.onnx").string()), "m.onnx");
  EXPECT_EQ(cli::fromRepository((root / "a" / "worktree" / "m.onnx").string()), "m.onnx");
}

TEST(RepositoryPath, StaysAsItIsOutsideOfRepositories) {
  const TempFolder folder;
  const std::string path = (fs::path(folder.path()) / "m.onnx").string();
  EXPECT_EQ(cli::fromRepository(path), path);
  EXPECT_EQ(cli::fromRepository(""), "");
}

}  // namespace
}  // namespace tessera::test
