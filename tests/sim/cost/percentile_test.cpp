#include "sim/cost/percentile.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Percentile90, IsTheValueThatNineOfTenDoNotExceed) {
  EXPECT_EQ(percentile90(std::vector<double>{}), 0);
  EXPECT_EQ(percentile90(std::vector<double>{3, 1, 2}), 3);
  EXPECT_EQ(percentile90(std::vector<double>{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}), 10);
  EXPECT_EQ(percentile90(std::vector<double>{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}), 10);
}

TEST(Percentile90, IsOfTheWeights) {
  using Weighted = std::vector<std::pair<double, double>>;
  EXPECT_EQ(percentile90(Weighted{{1, 95}, {2, 5}}), 1);
  EXPECT_EQ(percentile90(Weighted{{1, 80}, {2, 20}}), 2);
}

}  // namespace
}  // namespace tessera
