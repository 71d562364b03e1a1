#include "core/interval.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Interval, IsHalfOpen) {
  const Interval range{2, 5};
  EXPECT_EQ(range.length(), 3);
  EXPECT_TRUE(range.contains(2));
  EXPECT_FALSE(range.contains(5));
  EXPECT_TRUE(range.contains(Interval{2, 5}));
  EXPECT_FALSE(range.contains(Interval{2, 6}));
}

TEST(Interval, EmptyHasNoLengthAndIsEverywhere) {
  const Interval backwards{5, 2};
  EXPECT_TRUE(backwards.empty());
  EXPECT_EQ(backwards.length(), 0);
  EXPECT_FALSE(backwards.contains(3));
  EXPECT_TRUE((Interval{0, 1}.contains(backwards)));
}

TEST(Interval, IntersectAndHull) {
  EXPECT_EQ(intersect(Interval{0, 5}, Interval{3, 9}), (Interval{3, 5}));
  EXPECT_TRUE(intersect(Interval{0, 3}, Interval{3, 9}).empty());
  EXPECT_EQ(hull(Interval{0, 2}, Interval{7, 9}), (Interval{0, 9}));
  EXPECT_EQ(hull(Interval{4, 4}, Interval{7, 9}), (Interval{7, 9}));
  EXPECT_EQ(hull(Interval{7, 9}, Interval{4, 4}), (Interval{7, 9}));
}

}  // namespace
}  // namespace tessera
