#include "sim/cost/layer_times.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

TEST(ReadLayerTimes, TakesNamesAndMillisecondsOrIndicesAndCycles) {
  const auto named = readLayerTimes("operator,ms,note\nconv1,2.5,x\n", "l.csv");
  ASSERT_EQ(named.size(), 1U);
  EXPECT_EQ(named[0].op, "conv1");
  EXPECT_EQ(named[0].amount, 2.5);
  EXPECT_FALSE(named[0].isCycles);
  const auto indexed = readLayerTimes("index,cycles\n3,1200\n", "l.csv");
  EXPECT_EQ(indexed[0].index, 3U);
  EXPECT_TRUE(indexed[0].isCycles);
}

TEST(ReadLayerTimes, ErrorsSayFileLineAndColumn) {
  const auto wrong = [](const char* text, std::vector<std::string> parts) {
    test::expectError(ErrorCode::input, std::move(parts), [&] { readLayerTimes(text, "l.csv"); });
  };
  wrong("", {"l.csv", "no measurements", "operator,ms"});
  wrong("name,ms\na,1\n", {"l.csv:1", "'operator' or 'index'"});
  wrong("operator,us\na,1\n", {"l.csv:1", "'ms' or 'cycles'"});
  wrong("operator,index,ms\na,1,1\n", {"l.csv:1", "both there", "leave one"});
  wrong("operator,ms,cycles\na,1,1\n", {"l.csv:1", "'ms' and 'cycles' are both"});
  wrong("operator,ms\na,-1\n", {"l.csv:2", "column 'ms'", "'-1'"});
  wrong("operator,ms\na\n", {"l.csv:2", "1 cells under 2"});
  wrong("index,ms\n1.5,1\n", {"l.csv:2", "'1.5' is no index"});
  wrong("index,ms\n1e300,1\n", {"l.csv:2", "no index"});
}

}  // namespace
}  // namespace tessera
