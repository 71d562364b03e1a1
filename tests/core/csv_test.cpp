#include "core/csv.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(csvLine({"a", "b c", ""}), "a,b c,\n");
  EXPECT_EQ(csvLine({"a,b", "say \"x\"", "two\nlines"}),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n");
  EXPECT_EQ(csvLine({"#a", " b", "c\t", "d#"}), "\"#a\",\" b\",\"c\t\",d#\n");
}

TEST(Csv, NamesAreNoFormulas) {
  EXPECT_EQ(spreadsheetText("=1+2"), "'=1+2");
  EXPECT_EQ(spreadsheetText("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(spreadsheetText("-cmd"), "'-cmd");
  EXPECT_EQ(spreadsheetText("+a"), "'+a");
  EXPECT_EQ(spreadsheetText("-12.5"), "-12.5");
  EXPECT_EQ(spreadsheetText("+3"), "+3");
  EXPECT_EQ(spreadsheetText("-"), "-");
  EXPECT_EQ(spreadsheetText("a=b"), "a=b");
  EXPECT_EQ(spreadsheetText(std::string("tab\tbell\a")), "tab bell ");
}

}  // namespace
}  // namespace tessera
