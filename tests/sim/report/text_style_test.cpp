#include "sim/report/text_style.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

constexpr TextStyle plain{100, false, true};
constexpr TextStyle asciiStyle{100, false, false};
constexpr TextStyle colored{100, true, true};

TEST(TextStyle, WidthCountsCodePointsAndNoEscapes) {
  EXPECT_EQ(displayWidth("abc"), 3U);
  EXPECT_EQ(displayWidth("█▌…"), 3U);
  EXPECT_EQ(displayWidth(inked("abc", Ink::alarm, colored)), 3U);
  EXPECT_EQ(inked("abc", Ink::alarm, plain), "abc");
}

TEST(TextStyle, LongTextLosesItsMiddle) {
  EXPECT_EQ(shortened("abcdefghij", 10, plain), "abcdefghij");
  EXPECT_EQ(shortened("abcdefghij", 5, plain), "ab…ij");
  EXPECT_EQ(shortened("abcdefghij", 6, asciiStyle), "ab..ij");
  EXPECT_EQ(shortened("äöüßäöüß", 4, plain), "ä…üß");
  EXPECT_EQ(shortened("abcdef", 1, plain), "a");
}

TEST(TextStyle, BarsScaleAndNeverVanish) {
  EXPECT_EQ(bar(1, 2, 4, plain), "██");
  EXPECT_EQ(bar(3, 16, 4, plain), "▊");
  EXPECT_EQ(bar(1, 1e9, 4, plain), "▏");
  EXPECT_EQ(bar(1, 1e9, 4, asciiStyle), "#");
  EXPECT_EQ(bar(2, 2, 4, asciiStyle), "####");
  EXPECT_EQ(bar(0, 2, 4, plain), "");
  EXPECT_EQ(bar(1, 0, 4, plain), "");
}

}  // namespace
}  // namespace tessera
