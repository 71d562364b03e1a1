#include "sim/search/front/tile_loop.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

/// Tiles of 1 to 4 B by phase, a ring of 10 B, 100 B beside tiles of the first strip, 200 B of
/// others.
TileNeeds::Kept window() { return {{1, 2, 3, 4}, 10, {100, 200}, false}; }

TEST(TileLoop, KnowsItsPhases) {
  const TileLoop row{1, 3};
  EXPECT_TRUE(row.has(0) && row.has(1));
  EXPECT_FALSE(row.has(2) || row.has(3));
  EXPECT_EQ(row.lastPhase(), 1U);
  EXPECT_FALSE(row.lastAlone(1));
  EXPECT_TRUE((TileLoop{1, 2}.lastAlone(1)));
  EXPECT_TRUE((TileLoop{2, 2}.lastAlone(3)));
  EXPECT_EQ((TileLoop{4, 5}.firstTile(3)), 6U);
}

TEST(TileLoop, ATileLivesUntilItsLastReaderAndWhatIsHeldFromThere) {
  const TileLoop loop{4, 5};
  EXPECT_EQ(loop.liveIn({1, 2}, window(), 3), (PhaseBytes{1, 112, 13, 214})) << "before";
  EXPECT_EQ(loop.liveIn({3, 4}, window(), 3), (PhaseBytes{111, 112, 213, 214})) << "the reader";
  EXPECT_EQ(loop.liveIn({4, 6}, window(), 3), (PhaseBytes{110, 110, 210, 210})) << "behind it";
}

TEST(TileLoop, WhatLiesBesideTheLastTileOfAStripEndsWithIt) {
  const TileLoop loop{4, 2};
  EXPECT_EQ(loop.liveIn({4, 6}, window(), 3), (PhaseBytes{110, 10, 210, 10}));
  EXPECT_EQ((TileLoop{2, 2}.liveIn({4, 6}, window(), 3)), (PhaseBytes{110, 10, 210, 0}));
}

TEST(TileLoop, ARingOfWholeRowsLivesFromTheFirstTile) {
  const TileNeeds::Kept ring{{}, 10, {}, true};
  EXPECT_EQ((TileLoop{4, 5}.liveIn({1, 2}, ring, 3)), (PhaseBytes{10, 10, 10, 10}));
}

}  // namespace
}  // namespace tessera
