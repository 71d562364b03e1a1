#include "sim/report/svg/markup.h"

#include <gtest/gtest.h>

namespace tessera::svg {
namespace {

TEST(Markup, TextCannotLeaveItsElement) {
  EXPECT_EQ(escaped("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(escaped("a\nb\x1b"), "a?b?");
}

TEST(Markup, WhatIsNoUtf8BecomesAQuestionMark) {
  const std::string good = "h\xc3\xa9 \xe5\xb1\x82 \xf0\x9f\x98\x80";
  EXPECT_EQ(escaped(good), good);
  EXPECT_EQ(escaped("a\xff"), "a?");
  EXPECT_EQ(escaped("\xc0\xaf"), "??");       // overlong
  EXPECT_EQ(escaped("\xed\xa0\x81"), "???");  // a surrogate
  EXPECT_EQ(escaped("\xef\xbf\xbf"), "???");  // U+FFFF
  EXPECT_EQ(escaped("\xe5\xb1"), "??");       // cut short
}

TEST(Markup, NumbersAreShort) {
  EXPECT_EQ(number(12), "12");
  EXPECT_EQ(number(0.5), "0.5");
  EXPECT_EQ(number(1.0 / 3), "0.33");
  EXPECT_EQ(number(-0.001), "0");
  EXPECT_EQ(number(100), "100");
}

}  // namespace
}  // namespace tessera::svg
