#include "sim/export/c_tables.h"

#include <gtest/gtest.h>

namespace tessera::exported {
namespace {

TEST(CTables, EqualTablesAreWrittenOnce) {
  CTables tables;
  EXPECT_EQ(tables.array("int8_t", "a", {1, 2}), "a");
  EXPECT_EQ(tables.array("int8_t", "b", {1, 2}), "a");
  EXPECT_EQ(tables.array("int16_t", "a", {1, 2}), "a_2");
  EXPECT_EQ(tables.record("pair", "a_2", "{1, 2}"), "&a_2_2");
  EXPECT_EQ(tables.array("int8_t", "none", {}), "0");
  EXPECT_EQ(tables.text(),
            "static const int8_t a[] = {\n    1, 2};\nstatic const int16_t a_2[] = {\n    1, 2};\n"
            "static const pair a_2_2 = {1, 2};\n");
}

TEST(CTables, WordsAreThoseOfC) {
  EXPECT_EQ(cWord("model/conv2d;x"), "model_conv2d_x");
  EXPECT_EQ(cWord("2nd"), "n2nd");
  EXPECT_EQ(cWord(""), "n");
  EXPECT_EQ(cWord("caf\xc3\xa9*/"), "caf____");
  EXPECT_EQ(cWord(std::string(90, 'a')).size(), 40U);
}

TEST(CTables, TheLowestNumberIsWrittenAsADifference) {
  EXPECT_EQ(cNumbers({INT32_MIN, 1}), "\n    -2147483647 - 1, 1");
}

TEST(CTables, LinesAreShort) {
  const std::string text = cNumbers(std::vector<std::int64_t>(200, -100000));
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    longest = std::max(longest, end - at);
    at = end + 1;
  }
  EXPECT_LE(longest, 100U);
}

}  // namespace
}  // namespace tessera::exported
