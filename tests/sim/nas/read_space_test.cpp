#include "sim/nas/read_space.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera::nas {
namespace {

constexpr const char* head =
    "tessera_space = 1\nname = \"mine\"\nsource = \"s\"\nresolutions = [32, [40, 20]]\n";
constexpr const char* stem = "stem = { out = 8, kernel = [3, 5], stride = 2 }\n";

TEST(ReadSpace, ReadsWhatItSays) {
  const ArchitectureSpace space =
      parseSpace(std::string(head) +
                     "widths = [0.5, 1]\nround_to = 4\nactivation = \"relu\"\n"
                     "padding = \"same\"\nbatch_norm = false\n" +
                     stem +
                     "head = { out = 64, scaled = false }\n[[stages]]\nblock = \"separable\"\n"
                     "out = 16\nstride = 2\ndepths = [1, 2]\nblock_widths = [0.5, 1]\n",
                 "mine.toml");
  EXPECT_EQ(space.name, "mine");
  EXPECT_EQ(space.resolutions[1], (std::array<std::int64_t, 2>{40, 20}));
  EXPECT_EQ(space.stem.kernel, (std::array<std::int64_t, 2>{3, 5}));
  EXPECT_EQ(space.activation, arch::LayerActivation::relu);
  EXPECT_EQ(space.padding, arch::Padding::same);
  EXPECT_FALSE(space.batchNorm);
  ASSERT_TRUE(space.head);
  EXPECT_FALSE(space.head->scaled);
  ASSERT_EQ(space.stages.size(), 1U);
  EXPECT_EQ(space.stages[0].kind, BlockKind::separable);
  EXPECT_EQ(space.stages[0].depths, (std::vector<std::int64_t>{1, 2}));
}

void expectRefused(const std::string& more, const std::vector<std::string>& words) {
  SCOPED_TRACE(more);
  test::expectError(ErrorCode::input, words,
                    [&] { parseSpace(std::string(head) + more, "mine.toml"); });
}

TEST(ReadSpace, RefusesByLineAndKey) {
  expectRefused("", {"mine.toml", "stem"});
  expectRefused(stem, {"mine.toml", "stages"});
  expectRefused(std::string(stem) + "stages = []\n", {"mine.toml:6", "no choice"});
  expectRefused(std::string(stem) + "[[stages]]\nout = 0\n",
                {"mine.toml:7", "stages[0].out", "1 to 65536"});
  expectRefused(std::string(stem) + "[[stages]]\nout = 8\ndephts = [1]\n",
                {"mine.toml:8", "dephts", "depths"});
  expectRefused(std::string(stem) + "[[stages]]\nout = 8\nblock = \"conv\"\nexpansions = [2]\n",
                {"mine.toml:9", "only blocks of kind \"mb\" expand"});
  expectRefused("widths = [0]\n" + std::string(stem), {"mine.toml:5", "0.01 to 16"});
}

TEST(ReadSpace, SuggestsTheClosestName) {
  test::expectError(ErrorCode::usage, {"'tinynos'", "did you mean 'tinynas'"},
                    [] { spaceNamedOrRead("tinynos"); });
}

}  // namespace
}  // namespace tessera::nas
