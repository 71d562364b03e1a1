#include "gui/models/time_text.h"

#include <gtest/gtest.h>

namespace tessera::gui {
namespace {

TEST(TimeText, IsInSecondsFromASecondOn) {
  EXPECT_EQ(timeText(0), "0 ms");
  EXPECT_EQ(timeText(58.4), "58.4 ms");
  EXPECT_EQ(timeText(826.34), "826.3 ms");
  EXPECT_EQ(timeText(999.9), "999.9 ms");
  EXPECT_EQ(timeText(999.97), "1.000 s");
  EXPECT_EQ(timeText(5840), "5.840 s");
  EXPECT_EQ(timeText(-1500), "-1.500 s");
}

TEST(TimeText, HasNeverAnExponent) {
  for (double each = 1e-7; each < 1e10; each *= 3) {
    EXPECT_EQ(timeText(each).find('e'), std::string::npos) << each;
  }
}

}  // namespace
}  // namespace tessera::gui
