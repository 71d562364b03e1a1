#include "sim/search/front/budget_front.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(BudgetFront, KeepsWhatNoOtherCovers) {
  BudgetFront front;
  front.add({10, 5, 0});
  front.add({12, 3, 0});
  front.add({11, 6, 0});  // covered by the first
  front.add({9, 5, 0});   // covers it
  EXPECT_EQ(front.costs(), (std::vector<FrontCost>{{12, 3, 0}, {9, 5, 0}}));
  EXPECT_TRUE(front.covers({9, 5, 1}));
  EXPECT_FALSE(front.covers({8, 9, 0}));
}

}  // namespace
}  // namespace tessera
