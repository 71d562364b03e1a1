#include "sim/search/front/axis_sequences.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

/// A 3-wide window with padding 1 over `extent`.
AxisMap threeWide(std::int64_t extent) {
  AxisMap map;
  map.padBefore = 1;
  map.reach = 3;
  map.extent = extent;
  return map;
}

TEST(AxisSequences, CutsTilesTheLastOneSmaller) {
  AxisSequences axis(7, 3);
  ASSERT_EQ(axis.positions(), 3U);
  EXPECT_EQ(axis.at(axis.tiles())[2], (Interval{6, 7}));
}

TEST(AxisSequences, TheSameNeedHasTheSameNumber) {
  AxisSequences axis(6, 2);
  const AxisMap map = threeWide(6);
  const auto need = axis.through(0, map, axis.tiles());
  EXPECT_EQ(axis.through(1, map, axis.tiles()), need);
  EXPECT_EQ(axis.hullOf(need, axis.tiles()), need);
  EXPECT_EQ(axis.at(need)[1], (Interval{1, 5}));
}

TEST(AxisSequences, ACachedOverlapIsCarriedAndComputedOnce) {
  AxisSequences axis(6, 2);
  const auto need = axis.through(0, threeWide(6), axis.tiles());  // [0,3) [1,5) [3,6)
  const AxisSequences::Facts cached = axis.facts(need, true);
  EXPECT_EQ(cached.sum, 6);
  EXPECT_EQ(cached.first, 3);
  EXPECT_EQ(cached.rest, 2);
  EXPECT_EQ(cached.carried, 2);
  EXPECT_EQ(cached.mostHeld, 4);
  const AxisSequences::Facts anew = axis.facts(need, false);
  EXPECT_EQ(anew.sum, 10);
  EXPECT_EQ(anew.rest, 4);
  EXPECT_EQ(anew.carried, 0);
  EXPECT_EQ(anew.computed, need);
}

TEST(AxisSequences, TellsWhetherOneReadsWhereTheOtherDoesNot) {
  AxisSequences axis(4, 2);
  IntervalRuns first;
  first.push({0, 2});
  first.push({0, 0});
  const auto some = axis.intern(first);
  EXPECT_TRUE(axis.differInActivity(some, axis.tiles()));
  EXPECT_FALSE(axis.differInActivity(axis.tiles(), axis.tiles()));
  EXPECT_EQ(axis.facts(some, false).lastPosition, 0U);
}

}  // namespace
}  // namespace tessera
