#include "sim/run/coverage.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Coverage, CountsWhatWasThereBefore) {
  Coverage coverage;
  EXPECT_EQ(coverage.add({{0, 4}, {0, 4}}), 0);
  EXPECT_EQ(coverage.add({{0, 4}, {3, 8}}), 4);
  EXPECT_EQ(coverage.add({{2, 6}, {0, 8}}), 16);
  EXPECT_EQ(coverage.add({{-1, 1}, {-1, 1}}), 1);
  EXPECT_EQ(coverage.add({}), 0);
  EXPECT_EQ(coverage.add({{0, 1}, {20, 22}}), 0);
  EXPECT_EQ(coverage.add({{0, 1}, {7, 21}}), 2);
}

}  // namespace
}  // namespace tessera
