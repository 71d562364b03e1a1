#include "core/rank_correlation.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(RankCorrelation, LooksAtTheOrderAlone) {
  EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {10, 200, 201}), 1.0);
  EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {3, 2, 1}), -1.0);
  // 1 - 6 * (1 + 1) / (4 * 15)
  EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3, 4}, {2, 1, 3, 4}), 0.8);
  EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {5, 5, 5}), 1.0);
}

}  // namespace
}  // namespace tessera
