#include "sim/located/located_toml.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

void expectMalformedToml(const std::string& text, const std::vector<std::string>& words) {
  SCOPED_TRACE(text.substr(0, 60));
  test::expectError(ErrorCode::input, words,
                    [&] { parseLocatedToml(text, "t.toml", "docs/x.md"); });
}

TEST(LocatedToml, KnowsLineAndColumnOfEveryKeyInTheFilesOrder) {
  const Located root = parseLocatedToml(
      "zebra = 1\napple = \"x\"\n\n[table]\n  inner = [true,\n    0.5]\n[[rows]]\nday = "
      "2024-01-02\n",
      "t.toml", "docs/x.md");
  const auto& members = std::get<Located::Table>(root.value);
  ASSERT_EQ(members.size(), 4U);
  EXPECT_EQ(members[0].key, "zebra");
  EXPECT_EQ(std::get<std::int64_t>(members[0].value.value), 1);
  EXPECT_EQ(members[1].key, "apple");
  EXPECT_EQ(members[1].line, 2U);
  EXPECT_EQ(members[2].line, 4U);
  const LocatedMember& inner = std::get<Located::Table>(members[2].value.value)[0];
  EXPECT_EQ(inner.line, 5U);
  EXPECT_EQ(inner.column, 3U);
  const auto& list = std::get<Located::Array>(inner.value.value);
  EXPECT_TRUE(std::get<bool>(list[0].value));
  EXPECT_EQ(std::get<double>(list[1].value), 0.5);
  EXPECT_EQ(list[1].line, 6U);
  EXPECT_EQ(list[1].column, 5U);
  const Located& row = std::get<Located::Array>(members[3].value.value)[0];
  const LocatedMember& day = std::get<Located::Table>(row.value)[0];
  EXPECT_TRUE(std::holds_alternative<LocatedDate>(day.value.value));
}

TEST(LocatedToml, MalformedTextIsRefusedWithLineColumnAndKey) {
  expectMalformedToml("a = 1\nb = = 2\n", {"t.toml:2:5: key 'b': "});
  expectMalformedToml("a = 1\n[flash]\n# size\nbytes = 1KiB\n",
                      {"t.toml:4:", ": key 'flash.bytes': "});
  expectMalformedToml("[a]\nb = 1\nb = 2\n", {"t.toml:3:", ": key 'a.b': "});
  expectMalformedToml("[[sram.regions]]\nname 3\n", {"t.toml:2:", ": key 'sram.regions.name': "});
  expectMalformedToml("[a\n", {"t.toml:1:", ": key 'a': "});
  expectMalformedToml("a = \"\xff\"", {"t.toml:1:", ": key 'a': "});
  expectMalformedToml("a = 99999999999999999999", {"t.toml:1:", ": key 'a': "});
}

/// toml++ asks of each of them whether it is a blank.
TEST(LocatedToml, LettersBeyondAsciiAreNoBlanks) {
  for (const std::string letter : {"\u00e9", "\u0480", "\u3042", "\ufe30"}) {
    expectMalformedToml("a = 1\n" + letter + " = 2\n", {"t.toml:2:1"});
    expectMalformedToml("a = 1 " + letter + "\n", {"t.toml:1:7: key 'a'"});
    const Located root = parseLocatedToml("a = \"\"\"b\\\n  " + letter + "\"\"\"", "", "");
    const LocatedMember& text = std::get<Located::Table>(root.value).front();
    EXPECT_EQ(std::get<std::string>(text.value.value), "b" + letter);
  }
}

/// toml++ bounds the depth of values but not of dotted keys, and recurses over both.
TEST(LocatedToml, DeepNestingIsRefused) {
  EXPECT_NO_THROW(parseLocatedToml("a = [[[[1]]]]\nb.c.d.e = 1\n", "", ""));
  expectMalformedToml("a = " + std::string(100'000, '['), {"t.toml:1:", "key 'a'"});
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  expectMalformedToml("x = 1\n" + dotted + " = 1", {"t.toml:2:1", "dots"});
}

TEST(LocatedToml, OverlongTextIsRefused) {
  expectMalformedToml(std::string((std::size_t{1} << 20U) + 1, ' '), {"t.toml", "1048577 bytes"});
}

}  // namespace
}  // namespace tessera
