#include "core/csv.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(csvLine({"a", "b c", ""}), "a,b c,\n");
  EXPECT_EQ(csvLine({"a,b", "say \"x\"", "two\nlines"}),
            "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\n");
}

}  // namespace
}  // namespace tessera
