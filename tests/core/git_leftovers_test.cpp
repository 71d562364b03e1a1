#include "core/git_leftovers.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(GitLeftovers, AnLfsPointerIsNotItsFile) {
  const std::string pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
  EXPECT_TRUE(isLfsPointer(pointer));
  EXPECT_FALSE(isLfsPointer("version = 1\n"));
  test::expectError(ErrorCode::input, {"b.json: a Git LFS pointer", "git lfs pull"},
                    [&] { refuseGitLeftovers(pointer, "b.json"); });
}

TEST(GitLeftovers, AConflictIsRefusedAtItsFirstMarker) {
  const std::string text = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> branch\n";
  test::expectError(ErrorCode::input, {"t.toml:2: a merge conflict", "keep one side"},
                    [&] { refuseGitLeftovers(text, "t.toml"); });
  test::expectError(ErrorCode::input, {"t.toml:1: "},
                    [&] { refuseGitLeftovers(text.substr(6), "t.toml"); });
}

TEST(GitLeftovers, TextsThatOnlySpeakOfMarkersPass) {
  refuseGitLeftovers("", "t.toml");
  refuseGitLeftovers("# see <<<<<<< HEAD\na = \"version https://\"\n=======\n", "t.toml");
}

}  // namespace
}  // namespace tessera
