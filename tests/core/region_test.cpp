#include "core/region.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Region, AreaIsRowsTimesColumns) {
  EXPECT_EQ((Region{{2, 5}, {1, 3}}.area()), 6);
  EXPECT_EQ((Region{{5, 2}, {3, 1}}.area()), 0);
  EXPECT_TRUE((Region{{0, 4}, {3, 3}}.empty()));
}

TEST(Region, IntersectAndHullTakeEachAxis) {
  const Region a{{0, 4}, {0, 4}};
  const Region b{{2, 6}, {3, 9}};
  EXPECT_EQ(intersect(a, b), (Region{{2, 4}, {3, 4}}));
  EXPECT_EQ(hull(a, b), (Region{{0, 6}, {0, 9}}));
  EXPECT_EQ(hull(a, Region{{8, 8}, {0, 9}}), a);
  EXPECT_EQ(hull(Region{}, b), b);
}

}  // namespace
}  // namespace tessera
