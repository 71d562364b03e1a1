#include "sim/export/by_tile.h"

#include <gtest/gtest.h>

namespace tessera::exported {
namespace {

std::vector<std::optional<int>> tiles(const std::vector<int>& values) {
  std::vector<std::optional<int>> all;
  for (const int value : values) all.push_back(value < 0 ? std::nullopt : std::optional(value));
  return all;
}

void expect(const std::vector<int>& byTiles, std::size_t columns, const std::string& by,
            const std::vector<int>& values) {
  const ByTile<int> found = byTile(tiles(byTiles), columns);
  EXPECT_EQ(found.by, by);
  EXPECT_EQ(found.values, values);
}

TEST(ByTile, TakesTheSmallestTableThatSaysAll) {
  expect({7, 7, 7, 7}, 2, "tsr_always", {7});
  expect({1, 2, 1, 2}, 2, "tsr_by_column", {1, 2});
  expect({1, 1, 2, 2, 3, 3}, 2, "tsr_by_strip", {1, 2, 3});
  expect({1, 2, 2, 3, 4, 4, 3, 4, 4}, 3, "tsr_by_phase", {1, 2, 3, 4});
  expect({1, 2, 3, 4, 5, 6}, 3, "tsr_by_tile", {1, 2, 3, 4, 5, 6});
}

TEST(ByTile, AnyValueWillDoWhereNothingRuns) {
  expect({-1, 5, 5, -1}, 2, "tsr_always", {5});
  expect({-1, -1}, 2, "tsr_always", {0});
  expect({1, -1, -1, 2}, 2, "tsr_by_column", {1, 2});
}

}  // namespace
}  // namespace tessera::exported
