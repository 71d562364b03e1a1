#include "sim/cost/left_out_coverage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

/// Five families on two boards in two versions, whose cycles follow from the counts.
std::vector<CalibrationRow> fiveFamiliesOnTwoBoards() {
  std::vector<CalibrationRow> rows;
  for (const auto& [board, scale] : {std::pair("ONECHIP01", 1.0), std::pair("TWOCHIP02", 1.5)}) {
    for (const auto& [version, speed] : {std::pair("1.0", 1.0), std::pair("2.0", 0.8)}) {
      for (int i = 0; i < 5; ++i) {
        CalibrationRow row;
        row.id = row.model = row.family = "m" + std::to_string(i);
        row.board = row.mcu = board;
        row.version = version;
        row.core = CoreBuild::m4;
        row.counted[0] = 1e6 * (i + 1);
        row.counted[6] = 1e6 * (5 - i);
        row.measured = scale * speed * (row.counted[0] + row.counted[6]);
        rows.push_back(std::move(row));
      }
    }
  }
  return rows;
}

TEST(LeftOutCoverage, SeesNeitherTheFamilyNorThePair) {
  std::vector<CalibrationRow> rows = fiveFamiliesOnTwoBoards();
  for (CalibrationRow& row : rows) {
    if (row.family == "m4") row.measured *= 1.5;
  }
  double worst = 0;
  const std::vector<CoveredRow> families = rowsWithoutTheirFamily(rows, {});
  EXPECT_EQ(families.size(), rows.size());
  for (const CoveredRow& row : families) worst = std::min(worst, row.error);
  EXPECT_LT(worst, -0.25) << "nothing of m4 is in its own fit";

  const std::vector<CoveredRow> pairs = rowsWithoutTheirPair(fiveFamiliesOnTwoBoards(), {}, {});
  ASSERT_EQ(pairs.size(), rows.size());
  for (const CoveredRow& row : pairs) {
    EXPECT_LT(std::abs(row.error), 0.12);
    EXPECT_GT(row.interval, 0.07) << "wider, since the pair was not measured";
  }
}

TEST(LeftOutCoverage, NeedsThreeModelsWithoutTheFamily) {
  std::vector<CalibrationRow> rows = fiveFamiliesOnTwoBoards();
  std::erase_if(rows, [](const CalibrationRow& row) { return row.family > "m2"; });
  EXPECT_TRUE(rowsWithoutTheirFamily(rows, {}).empty());
}

TEST(LeftOutCoverage, CountsTheRowsInside) {
  const IntervalCoverage coverage = coverageOf({{0.05, 0.1}, {-0.2, 0.1}, {0.1, 0.2}, {0.05, 0.2}});
  EXPECT_DOUBLE_EQ(coverage.inside, 0.75);
  EXPECT_DOUBLE_EQ(coverage.width, 0.15);
  EXPECT_DOUBLE_EQ(coverage.error, 0.1);
  EXPECT_EQ(coverageOf({}).rows, 0U);
}

}  // namespace
}  // namespace tessera
