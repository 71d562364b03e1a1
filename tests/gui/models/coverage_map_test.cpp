#include "gui/models/coverage_map.h"

#include <gtest/gtest.h>

#include <random>

#include "core/receptive_field.h"
#include "gui/models/patch_maps.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

bool contains(const Region& region, std::int64_t row, std::int64_t column) {
  return region.rows.contains(row) && region.columns.contains(column);
}

/// Position by position against the plain count.
void expectCounts(const Region& whole, const std::vector<Region>& patches) {
  const CoverageMap map(whole, patches);
  int most = 0;
  for (std::int64_t row = whole.rows.begin; row < whole.rows.end; ++row) {
    for (std::int64_t column = whole.columns.begin; column < whole.columns.end; ++column) {
      int times = 0;
      for (const Region& patch : patches) times += contains(patch, row, column) ? 1 : 0;
      ASSERT_EQ(map.timesAt(row, column), times) << row << ", " << column;
      most = std::max(most, times);
    }
  }
  EXPECT_EQ(map.most(), most);
  EXPECT_EQ(map.timesAt(whole.rows.begin - 1, whole.columns.begin), 0);
  EXPECT_EQ(map.timesAt(whole.rows.end, whole.columns.begin), 0);
}

TEST(CoverageMap, CountsLikeBruteForce) {
  std::mt19937 random(7);
  for (int trial = 0; trial < 200; ++trial) {
    const auto below = [&](std::int64_t n) {
      return static_cast<std::int64_t>(random() % static_cast<unsigned>(n));
    };
    const Region whole{{0, 1 + below(12)}, {0, 1 + below(12)}};
    std::vector<Region> patches;
    for (std::int64_t i = below(9); i > 0; --i) {
      const std::int64_t row = below(14) - 2;
      const std::int64_t column = below(14) - 2;
      patches.push_back({{row, row + below(7)}, {column, column + below(7)}});
    }
    expectCounts(whole, patches);
  }
}

TEST(CoverageMap, CellsAreApartAndAddUp) {
  const std::vector<Region> patches{{{0, 5}, {0, 5}}, {{3, 8}, {0, 5}}, {{0, 5}, {3, 8}}};
  const CoverageMap map({{0, 8}, {0, 8}}, patches);
  std::int64_t sum = 0;
  for (const CoverageCell& cell : map.cells()) {
    sum += cell.region.area() * cell.times;
    EXPECT_EQ(map.timesAt(cell.region.rows.begin, cell.region.columns.end - 1), cell.times);
  }
  EXPECT_EQ(sum, 75);  // three patches of 25
  EXPECT_FALSE(map.isComplete());
  EXPECT_EQ(map.most(), 3);
}

TEST(CoverageMap, OfNothingIsEmpty) {
  EXPECT_EQ(CoverageMap().most(), 0);
  EXPECT_TRUE(CoverageMap().cells().empty());
  EXPECT_EQ(CoverageMap().timesAt(0, 0), 0);
  EXPECT_EQ(CoverageMap().owned({{0, 1}, {0, 1}}), Region{});
  EXPECT_EQ(CoverageMap({{0, 4}, {0, 4}}, {}).timesAt(1, 1), 0);
}

/// On a network: what a patch owns is exactly where it is alone.
TEST(CoverageMap, OwnedIsWhereThePatchIsAlone) {
  for (const StageMaps& stage : stageMaps(test::mobilenet("patch:3x4@auto"))) {
    for (const StageMap& map : stage.maps) {
      expectCounts(map.whole, everyRegion(map.patches.clipped));
      for (const Region& patch : everyRegion(map.patches.clipped)) {
        const Region owned = map.coverage.owned(patch);
        for (std::int64_t row = patch.rows.begin; row < patch.rows.end; ++row) {
          for (std::int64_t column = patch.columns.begin; column < patch.columns.end; ++column) {
            ASSERT_EQ(contains(owned, row, column), map.coverage.timesAt(row, column) == 1);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace tessera::gui
