#include "sim/located/located_json.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

void expectMalformedJson(const std::string& text, const std::vector<std::string>& words) {
  SCOPED_TRACE(text.substr(0, 60));
  test::expectError(ErrorCode::input, words, [&] { parseLocatedJson(text, "s.json"); });
}

TEST(LocatedJson, KnowsTheLineOfEveryKeyAndValue) {
  const Located root =
      parseLocatedJson("{\n \"a\": 1\n,\n\"b\"\n:\n[true,\n-2,\n\"x\\ny\", 3\n]\n}\n", "s.json");
  const auto& members = std::get<Located::Table>(root.value);
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(root.line, 1U);
  EXPECT_EQ(members[0].line, 2U);
  EXPECT_EQ(members[0].value.line, 2U);
  EXPECT_EQ(members[1].line, 4U);
  EXPECT_EQ(members[1].value.line, 6U);
  std::vector<std::size_t> lines;
  const auto& elements = std::get<Located::Array>(members[1].value.value);
  for (const Located& element : elements) lines.push_back(element.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{6, 7, 8, 8}));
  EXPECT_EQ(std::get<std::int64_t>(elements[1].value), -2);
  EXPECT_EQ(std::get<std::string>(elements[2].value), "x\ny");
}

TEST(LocatedJson, NumbersThatAreNoInt64AreDoubles) {
  EXPECT_TRUE(std::holds_alternative<double>(parseLocatedJson("9223372036854775808", "").value));
  EXPECT_TRUE(std::holds_alternative<double>(parseLocatedJson("1.0", "").value));
  EXPECT_EQ(std::get<std::int64_t>(parseLocatedJson("9223372036854775807", "").value), INT64_MAX);
}

TEST(LocatedJson, MalformedTextIsRefusedWithLineAndColumn) {
  expectMalformedJson("", {"s.json:1:", "end of input"});
  expectMalformedJson("{\n  \"a\": tru,\n}", {"s.json:2:11", "invalid literal"});
  expectMalformedJson("{\"a\": 1,\n}", {"s.json:2:1", "'}'"});
  expectMalformedJson("[1]\n\n[2]", {"s.json:3:1", "expected end of input"});
  expectMalformedJson("[1e999]", {"s.json:1:", "overflow"});
  expectMalformedJson("[\"\xff\"]", {"s.json:1:3", "UTF-8"});
  expectMalformedJson("{\"a\": 1,\n\"b\": 2,\n\"a\": 3}", {"s.json:3:", "'a' appears twice"});
}

TEST(LocatedJson, DeepNestingIsRefusedAndNotFollowed) {
  EXPECT_NO_THROW(parseLocatedJson(std::string(32, '[') + std::string(32, ']'), ""));
  expectMalformedJson(std::string(1'000'000, '['), {"s.json:1:33", "32 levels"});
}

TEST(LocatedJson, OverlongTextIsRefused) {
  expectMalformedJson(std::string((std::size_t{16} << 20U) + 1, ' '), {"16777217 bytes"});
}

}  // namespace
}  // namespace tessera
