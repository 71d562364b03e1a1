#include "sim/cost/one_row_back.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

/// Two boards whose rows follow from the counts, the second at `scale`.
std::vector<CalibrationRow> onTwoBoards(double scale) {
  std::vector<CalibrationRow> rows;
  for (const auto& [board, factor] : {std::pair("ONECHIP01", 1.0), std::pair("TWOCHIP02", scale)}) {
    for (int i = 0; i < 4; ++i) {
      CalibrationRow row;
      row.id = row.model = row.family = "m" + std::to_string(i);
      row.board = row.mcu = board;
      row.core = CoreBuild::m4;
      row.counted[0] = 1e6 * (i + 1);
      row.counted[6] = 1e6 * (5 - i);
      row.measured = factor * (row.counted[0] + row.counted[6]);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

TEST(OneRowBack, TellsMostOfABoardThatWasNeverSeen) {
  const auto errors = errorsWithOneRowBack(onTwoBoards(1.5), {}, {});
  ASSERT_EQ(errors.size(), 2U * 4U * 3U);
  for (const double error : errors) EXPECT_LT(std::abs(error), 0.15);
}

TEST(OneRowBack, NeedsAnotherBoardOfTheSameKernels) {
  std::vector<CalibrationRow> rows = onTwoBoards(1.5);
  for (std::size_t i = 4; i < rows.size(); ++i) rows[i].core = CoreBuild::m85;
  EXPECT_TRUE(errorsWithOneRowBack(rows, {}, {}).empty());
}

}  // namespace
}  // namespace tessera
